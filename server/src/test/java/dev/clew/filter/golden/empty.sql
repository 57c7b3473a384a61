-- 

-- TRACES
true

-- SPANS
true

-- METRICS
true
