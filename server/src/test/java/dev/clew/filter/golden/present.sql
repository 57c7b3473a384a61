-- user:* -agent:*

-- TRACES
(user_id != '' AND NOT (notEmpty(agents)))

-- SPANS
(user_id != '' AND NOT (agent != ''))

-- METRICS
-- refused: filter: metrics have no user (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND user_id != '') AND NOT (trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND agent != '')))

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
