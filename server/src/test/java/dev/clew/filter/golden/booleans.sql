-- billable:true stream:false -stream:*

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (trace_id, span_id) IN (SELECT trace_id, span_id FROM clew.calls FINAL WHERE project_id = {project:String} AND billable) = 1) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND stream = 0) AND NOT (trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND stream >= 0)))

-- SPANS
((trace_id, span_id) IN (SELECT trace_id, span_id FROM clew.calls FINAL WHERE project_id = {project:String} AND billable) = 1 AND stream = 0 AND NOT (stream >= 0))

-- METRICS
-- refused: filter: metrics have no billable (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (trace_id, span_id) IN (SELECT trace_id, span_id FROM clew.calls FINAL WHERE project_id = {project:String} AND billable) = 1) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND stream = 0) AND NOT (trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND stream >= 0)))

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
