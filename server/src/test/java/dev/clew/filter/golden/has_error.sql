-- has:error -has:session

-- TRACES
(error_count > 0 AND NOT (session_id != ''))

-- SPANS
(status = 'error' AND NOT (session_id != ''))

-- METRICS
-- refused: filter: metrics have no has:error (expected: service, name, scope, attr.… or resource.…)
