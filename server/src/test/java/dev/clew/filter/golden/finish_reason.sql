-- finish_reason:length

-- TRACES
trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND has(finish_reasons, {f0:String}))
-- f0 = length

-- SPANS
has(finish_reasons, {f0:String})
-- f0 = length

-- METRICS
-- refused: filter: metrics have no finish_reason (expected: service, name, scope, attr.… or resource.…)

-- LOGS
trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND has(finish_reasons, {f0:String}))
-- f0 = length

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
