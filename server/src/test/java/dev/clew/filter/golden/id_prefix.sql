-- trace:0af765

-- TRACES
startsWith(lower(hex(trace_id)), {f0:String})
-- f0 = 0af765

-- SPANS
startsWith(lower(hex(trace_id)), {f0:String})
-- f0 = 0af765
