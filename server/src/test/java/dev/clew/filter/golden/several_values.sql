-- service:shop,billing -model:gpt-4o*

-- TRACES
((has(services, {f0:String}) OR has(services, {f1:String})) AND NOT (arrayExists(x -> startsWith(x, {f2:String}), models)))
-- f0 = shop
-- f1 = billing
-- f2 = gpt-4o

-- SPANS
((service = {f0:String} OR service = {f1:String}) AND NOT (startsWith(toString(if(response_model != '', response_model, request_model)), {f2:String})))
-- f0 = shop
-- f1 = billing
-- f2 = gpt-4o

-- METRICS
-- refused: filter: metrics have no model (expected: service, name, scope, attr.… or resource.…)

-- LOGS
((service = {f0:String} OR service = {f1:String}) AND NOT (trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND startsWith(toString(if(response_model != '', response_model, request_model)), {f2:String}))))
-- f0 = shop
-- f1 = billing
-- f2 = gpt-4o

-- MINUTES
((service = {f0:String} OR service = {f1:String}) AND NOT (startsWith(toString(model), {f2:String})))
-- f0 = shop
-- f1 = billing
-- f2 = gpt-4o
