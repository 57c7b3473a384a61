-- user:* -agent:*

-- TRACES
(user_id != '' AND NOT (notEmpty(agents)))

-- SPANS
(user_id != '' AND NOT (agent != ''))
