-- has:error -has:session

-- TRACES
(error_count > 0 AND NOT (session_id != ''))

-- SPANS
(status = 'error' AND NOT (session_id != ''))

-- METRICS
-- refused: filter: metrics have no has:error (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(severity >= 17 AND NOT (trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND session_id != '')))

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
