-- trace:0AF7651916CD43DD8448EB211C80319C span:00f067aa0ba902b7

-- TRACES
(trace_id = toFixedString(unhex({f0:String}), 16) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND span_id = toFixedString(unhex({f1:String}), 8)))
-- f0 = 0AF7651916CD43DD8448EB211C80319C
-- f1 = 00f067aa0ba902b7

-- SPANS
(trace_id = toFixedString(unhex({f0:String}), 16) AND span_id = toFixedString(unhex({f1:String}), 8))
-- f0 = 0AF7651916CD43DD8448EB211C80319C
-- f1 = 00f067aa0ba902b7

-- METRICS
-- refused: filter: metrics have no trace (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id = toFixedString(unhex({f0:String}), 16) AND span_id = toFixedString(unhex({f1:String}), 8))
-- f0 = 0AF7651916CD43DD8448EB211C80319C
-- f1 = 00f067aa0ba902b7

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
