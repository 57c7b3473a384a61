-- trace:0af765

-- TRACES
startsWith(lower(hex(trace_id)), {f0:String})
-- f0 = 0af765

-- SPANS
startsWith(lower(hex(trace_id)), {f0:String})
-- f0 = 0af765

-- METRICS
-- refused: filter: metrics have no trace (expected: service, name, scope, attr.… or resource.…)

-- LOGS
startsWith(lower(hex(trace_id)), {f0:String})
-- f0 = 0af765

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
