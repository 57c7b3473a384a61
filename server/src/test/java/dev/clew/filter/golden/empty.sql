-- 

-- TRACES
true

-- SPANS
true
