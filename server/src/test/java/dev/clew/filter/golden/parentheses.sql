-- (tokens>20000 OR has:error) AND NOT (service:shop OR op_group:tool)

-- TRACES
(((if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) > {f0:Float64}) OR error_count > 0) AND NOT ((has(services, {f1:String}) OR trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND transform(toString(op), ['chat', 'text_completion', 'embeddings', 'rerank', 'image', 'speech_to_text', 'text_to_speech', 'realtime', 'response_fetch', 'agent_invoke', 'agent_create', 'plan', 'step', 'workflow', 'chain', 'task', 'entry', 'tool_call', 'mcp_call', 'skill', 'retrieve', 'vector_db', 'memory', 'guardrail', 'evaluation', 'prompt_render', 'parse', 'http', 'rpc', 'db', 'cache', 'mq', 'other'], ['model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'agent', 'agent', 'agent', 'agent', 'workflow', 'workflow', 'workflow', 'workflow', 'tool', 'tool', 'tool', 'data', 'data', 'data', 'quality', 'quality', 'prompt', 'prompt', 'infra', 'infra', 'infra', 'infra', 'infra', 'infra'], 'infra') = {f2:String}))))
-- f0 = 20000.0
-- f1 = shop
-- f2 = tool

-- SPANS
(((if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) > {f0:Float64}) OR status = 'error') AND NOT ((service = {f1:String} OR transform(toString(op), ['chat', 'text_completion', 'embeddings', 'rerank', 'image', 'speech_to_text', 'text_to_speech', 'realtime', 'response_fetch', 'agent_invoke', 'agent_create', 'plan', 'step', 'workflow', 'chain', 'task', 'entry', 'tool_call', 'mcp_call', 'skill', 'retrieve', 'vector_db', 'memory', 'guardrail', 'evaluation', 'prompt_render', 'parse', 'http', 'rpc', 'db', 'cache', 'mq', 'other'], ['model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'agent', 'agent', 'agent', 'agent', 'workflow', 'workflow', 'workflow', 'workflow', 'tool', 'tool', 'tool', 'data', 'data', 'data', 'quality', 'quality', 'prompt', 'prompt', 'infra', 'infra', 'infra', 'infra', 'infra', 'infra'], 'infra') = {f2:String})))
-- f0 = 20000.0
-- f1 = shop
-- f2 = tool

-- METRICS
-- refused: filter: metrics have no tokens (expected: service, name, scope, attr.… or resource.…)

-- LOGS
((trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) >= 0 AND if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0)) > {f0:Float64})) OR severity >= 17) AND NOT ((service = {f1:String} OR trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND transform(toString(op), ['chat', 'text_completion', 'embeddings', 'rerank', 'image', 'speech_to_text', 'text_to_speech', 'realtime', 'response_fetch', 'agent_invoke', 'agent_create', 'plan', 'step', 'workflow', 'chain', 'task', 'entry', 'tool_call', 'mcp_call', 'skill', 'retrieve', 'vector_db', 'memory', 'guardrail', 'evaluation', 'prompt_render', 'parse', 'http', 'rpc', 'db', 'cache', 'mq', 'other'], ['model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'model', 'agent', 'agent', 'agent', 'agent', 'workflow', 'workflow', 'workflow', 'workflow', 'tool', 'tool', 'tool', 'data', 'data', 'data', 'quality', 'quality', 'prompt', 'prompt', 'infra', 'infra', 'infra', 'infra', 'infra', 'infra'], 'infra') = {f2:String}))))
-- f0 = 20000.0
-- f1 = shop
-- f2 = tool

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
