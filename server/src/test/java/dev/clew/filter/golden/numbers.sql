-- duration_ms>=1000 tokens<20000 cost>1 input_tokens:0

-- TRACES
((duration_ns / 1e6 >= 0 AND duration_ns / 1e6 >= {f0:Float64}) AND (if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) < {f1:Float64}) AND (cost_usd >= 0 AND cost_usd > {f2:Float64}) AND (input_tokens >= 0 AND input_tokens = {f3:Float64}))
-- f0 = 1000.0
-- f1 = 20000.0
-- f2 = 1.0
-- f3 = 0

-- SPANS
((duration_ns / 1e6 >= 0 AND duration_ns / 1e6 >= {f0:Float64}) AND (if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) < {f1:Float64}) AND trace_id IN (SELECT trace_id FROM clew.runs FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (cost_usd >= 0 AND cost_usd > {f2:Float64})) AND (input_tokens >= 0 AND input_tokens = {f3:Float64}))
-- f0 = 1000.0
-- f1 = 20000.0
-- f2 = 1.0
-- f3 = 0

-- METRICS
-- refused: filter: metrics have no duration_ms (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (duration_ns / 1e6 >= 0 AND duration_ns / 1e6 >= {f0:Float64})) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) < {f1:Float64})) AND trace_id IN (SELECT trace_id FROM clew.runs FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (cost_usd >= 0 AND cost_usd > {f2:Float64})) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (input_tokens >= 0 AND input_tokens = {f3:Float64})))
-- f0 = 1000.0
-- f1 = 20000.0
-- f2 = 1.0
-- f3 = 0

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
