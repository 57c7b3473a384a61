-- name:"'; DROP TABLE x; -- {f0:String} \\" text:"it's"

-- TRACES
(name = {f0:String} AND trace_id IN (SELECT trace_id FROM clew.runs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', input_preview, ' ', output_preview)), {f1:Array(String)}) UNION ALL SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)}) UNION ALL SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', status_message)), {f1:Array(String)})))
-- f0 = '; DROP TABLE x; -- {f0:String} \
-- f1 = ['it','s']

-- SPANS
(name = {f0:String} AND (hasAllTokens(lower(concat(name, ' ', status_message)), {f1:Array(String)}) OR trace_id IN (SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)}))))
-- f0 = '; DROP TABLE x; -- {f0:String} \
-- f1 = ['it','s']

-- METRICS
(metric = {f0:String} AND arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, {f1:Array(String)}))
-- f0 = '; DROP TABLE x; -- {f0:String} \
-- f1 = ['it','s']

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND name = {f0:String}) AND hasAllTokens(lower(body), {f1:Array(String)}))
-- f0 = '; DROP TABLE x; -- {f0:String} \
-- f1 = ['it','s']

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
