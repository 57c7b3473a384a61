-- level:error severity>=17 event:gen_ai.* request_id:r1

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND arrayElement(['unset', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'], least(intDiv(toInt32(severity) + 3, 4), 6) + 1) = {f0:String}) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (severity >= 0 AND severity >= {f1:Float64})) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND startsWith(toString(event_name), {f2:String})) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND request_id = {f3:String}))
-- f0 = error
-- f1 = 17.0
-- f2 = gen_ai.
-- f3 = r1

-- SPANS
(trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND arrayElement(['unset', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'], least(intDiv(toInt32(severity) + 3, 4), 6) + 1) = {f0:String}) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND (severity >= 0 AND severity >= {f1:Float64})) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND startsWith(toString(event_name), {f2:String})) AND trace_id IN (SELECT trace_id FROM clew.logs WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND request_id = {f3:String}))
-- f0 = error
-- f1 = 17.0
-- f2 = gen_ai.
-- f3 = r1

-- METRICS
-- refused: filter: metrics have no level (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(arrayElement(['unset', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'], least(intDiv(toInt32(severity) + 3, 4), 6) + 1) = {f0:String} AND (severity >= 0 AND severity >= {f1:Float64}) AND startsWith(toString(event_name), {f2:String}) AND request_id = {f3:String})
-- f0 = error
-- f1 = 17.0
-- f2 = gen_ai.
-- f3 = r1

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
