-- 

-- TRACES
true

-- SPANS
true

-- METRICS
true

-- LOGS
true

-- MINUTES
true
