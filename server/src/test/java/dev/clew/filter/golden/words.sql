-- refund "late delivery"

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.runs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', input_preview, ' ', output_preview)), {f0:Array(String)}) UNION ALL SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)}) UNION ALL SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', status_message)), {f0:Array(String)})) AND trace_id IN (SELECT trace_id FROM clew.runs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', input_preview, ' ', output_preview)), {f1:Array(String)}) UNION ALL SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)}) UNION ALL SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND hasAllTokens(lower(concat(name, ' ', status_message)), {f1:Array(String)})))
-- f0 = ['refund']
-- f1 = ['late','delivery']

-- SPANS
((hasAllTokens(lower(concat(name, ' ', status_message)), {f0:Array(String)}) OR trace_id IN (SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)}))) AND (hasAllTokens(lower(concat(name, ' ', status_message)), {f1:Array(String)}) OR trace_id IN (SELECT trace_id FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)}))))
-- f0 = ['refund']
-- f1 = ['late','delivery']

-- METRICS
(arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, {f0:Array(String)}) AND arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, {f1:Array(String)}))
-- f0 = ['refund']
-- f1 = ['late','delivery']

-- LOGS
(hasAllTokens(lower(body), {f0:Array(String)}) AND hasAllTokens(lower(body), {f1:Array(String)}))
-- f0 = ['refund']
-- f1 = ['late','delivery']

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
