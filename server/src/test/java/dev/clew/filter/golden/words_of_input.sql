-- in:"late delivery" out:sorry

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)})), messages_in) OR (trace_id, input_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)})))) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)})), messages_out) OR (trace_id, output_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)})))))
-- f0 = ['late','delivery']
-- f1 = ['sorry']

-- SPANS
((arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)})), messages_in) OR (trace_id, input_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)}))) AND (arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)})), messages_out) OR (trace_id, output_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)}))))
-- f0 = ['late','delivery']
-- f1 = ['sorry']

-- METRICS
(arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, {f0:Array(String)}) AND arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, {f1:Array(String)}))
-- f0 = ['late','delivery']
-- f1 = ['sorry']

-- LOGS
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)})), messages_in) OR (trace_id, input_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f0:Array(String)})))) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (arrayExists(h -> (trace_id, h) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)})), messages_out) OR (trace_id, output_text_hash) IN (SELECT trace_id, hash FROM clew.messages WHERE project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), {f1:Array(String)})))))
-- f0 = ['late','delivery']
-- f1 = ['sorry']

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
