-- billable:true stream:false

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND ((trace_id, span_id) IN (SELECT trace_id, span_id FROM clew.calls FINAL WHERE project_id = {project:String} AND billable))) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND NOT (stream = 1)))

-- SPANS
(((trace_id, span_id) IN (SELECT trace_id, span_id FROM clew.calls FINAL WHERE project_id = {project:String} AND billable)) AND NOT (stream = 1))

-- METRICS
-- refused: filter: metrics have no billable (expected: service, name, scope, attr.… or resource.…)
