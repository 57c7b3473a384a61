-- user:* -agent:*

-- TRACES
(user_id != '' AND NOT (notEmpty(agents)))

-- SPANS
(user_id != '' AND NOT (agent != ''))

-- METRICS
-- refused: filter: metrics have no user (expected: service, name, scope, attr.… or resource.…)
