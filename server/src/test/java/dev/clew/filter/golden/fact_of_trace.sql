-- status:error session:s1 llm_calls>3

-- TRACES
(status = {f0:String} AND session_id = {f1:String} AND (llm_calls >= 0 AND llm_calls > {f2:Float64}))
-- f0 = error
-- f1 = s1
-- f2 = 3.0

-- SPANS
(status = {f0:String} AND session_id = {f1:String} AND trace_id IN (SELECT trace_id FROM clew.runs FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (llm_calls >= 0 AND llm_calls > {f2:Float64})))
-- f0 = error
-- f1 = s1
-- f2 = 3.0

-- METRICS
-- refused: filter: metrics have no status (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND status = {f0:String}) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND session_id = {f1:String}) AND trace_id IN (SELECT trace_id FROM clew.runs FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (llm_calls >= 0 AND llm_calls > {f2:Float64})))
-- f0 = error
-- f1 = s1
-- f2 = 3.0

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
