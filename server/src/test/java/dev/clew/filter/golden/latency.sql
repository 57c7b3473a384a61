-- verdict:queue -verdict:slow_decode run_verdict:tool endpoint:gpu-1* endpoint:*

-- TRACES
(trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f0:String}) AND NOT (trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f1:String})) AND trace_id IN (SELECT trace_id FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND verdict = {f2:String}) AND trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE startsWith(toString(one), {f3:String})) AND trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE one != ''))
-- f0 = queue
-- f1 = slow_decode
-- f2 = tool
-- f3 = gpu-1

-- SPANS
((trace_id, span_id) IN (SELECT trace_id, one_span FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f0:String}) AND NOT ((trace_id, span_id) IN (SELECT trace_id, one_span FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f1:String})) AND trace_id IN (SELECT trace_id FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND verdict = {f2:String}) AND (trace_id, span_id) IN (SELECT trace_id, one_span FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE startsWith(toString(one), {f3:String})) AND (trace_id, span_id) IN (SELECT trace_id, one_span FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE one != ''))
-- f0 = queue
-- f1 = slow_decode
-- f2 = tool
-- f3 = gpu-1

-- METRICS
-- refused: filter: metrics have no verdict (expected: service, name, scope, attr.… or resource.…)

-- LOGS
(trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f0:String}) AND NOT (trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_verdict AS one WHERE one = {f1:String})) AND trace_id IN (SELECT trace_id FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND verdict = {f2:String}) AND trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE startsWith(toString(one), {f3:String})) AND trace_id IN (SELECT trace_id FROM (SELECT * FROM clew.latency FINAL WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)) ARRAY JOIN call_span AS one_span, call_endpoint AS one WHERE one != ''))
-- f0 = queue
-- f1 = slow_decode
-- f2 = tool
-- f3 = gpu-1

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
