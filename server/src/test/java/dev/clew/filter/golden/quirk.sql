-- quirk:negative_tokens quirks:wrong_*

-- TRACES
(has(quirks, {f0:String}) AND arrayExists(x -> startsWith(x, {f1:String}), quirks))
-- f0 = negative_tokens
-- f1 = wrong_

-- SPANS
(has(quirks, {f0:String}) AND arrayExists(x -> startsWith(x, {f1:String}), quirks))
-- f0 = negative_tokens
-- f1 = wrong_

-- METRICS
-- refused: filter: metrics have no quirk (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND has(quirks, {f0:String})) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND arrayExists(x -> startsWith(x, {f1:String}), quirks)))
-- f0 = negative_tokens
-- f1 = wrong_

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
