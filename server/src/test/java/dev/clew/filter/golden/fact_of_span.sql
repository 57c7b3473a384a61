-- op:tool_call provider:openai

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND op = {f0:String}) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND provider = {f1:String}))
-- f0 = tool_call
-- f1 = openai

-- SPANS
(op = {f0:String} AND provider = {f1:String})
-- f0 = tool_call
-- f1 = openai

-- METRICS
-- refused: filter: metrics have no op (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND op = {f0:String}) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND provider = {f1:String}))
-- f0 = tool_call
-- f1 = openai

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
