-- attr.http.route:/cart attr.retries>2 resource.host.name:web-*

-- TRACES
(trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND if(mapContains(attributes, {f0:String}), attributes[{f0:String}], attributes_json[{f0:String}]) = {f1:String}) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND ifNull(toFloat64OrNull(if(mapContains(attributes, {f2:String}), attributes[{f2:String}], attributes_json[{f2:String}])) > {f3:Float64}, 0)) AND trace_id IN (SELECT trace_id FROM clew.spans WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600) AND resource_hash IN (SELECT hash FROM clew.definitions WHERE project_id = {project:String} AND kind = 'resource' AND startsWith(toString(if(JSONType(body, {f4:String}) = 'String', JSONExtractString(body, {f4:String}), JSONExtractRaw(body, {f4:String}))), {f5:String}))))
-- f0 = http.route
-- f1 = /cart
-- f2 = retries
-- f3 = 2.0
-- f4 = host.name
-- f5 = web-

-- SPANS
(if(mapContains(attributes, {f0:String}), attributes[{f0:String}], attributes_json[{f0:String}]) = {f1:String} AND ifNull(toFloat64OrNull(if(mapContains(attributes, {f2:String}), attributes[{f2:String}], attributes_json[{f2:String}])) > {f3:Float64}, 0) AND resource_hash IN (SELECT hash FROM clew.definitions WHERE project_id = {project:String} AND kind = 'resource' AND startsWith(toString(if(JSONType(body, {f4:String}) = 'String', JSONExtractString(body, {f4:String}), JSONExtractRaw(body, {f4:String}))), {f5:String})))
-- f0 = http.route
-- f1 = /cart
-- f2 = retries
-- f3 = 2.0
-- f4 = host.name
-- f5 = web-

-- METRICS
(attributes[{f0:String}] = {f1:String} AND ifNull(toFloat64OrNull(attributes[{f2:String}]) > {f3:Float64}, 0) AND startsWith(toString(resource[{f4:String}]), {f5:String}))
-- f0 = http.route
-- f1 = /cart
-- f2 = retries
-- f3 = 2.0
-- f4 = host.name
-- f5 = web-

-- LOGS
(if(mapContains(attributes, {f0:String}), attributes[{f0:String}], attributes_json[{f0:String}]) = {f1:String} AND ifNull(toFloat64OrNull(if(mapContains(attributes, {f2:String}), attributes[{f2:String}], attributes_json[{f2:String}])) > {f3:Float64}, 0) AND resource_hash IN (SELECT hash FROM clew.definitions WHERE project_id = {project:String} AND kind = 'resource' AND startsWith(toString(if(JSONType(body, {f4:String}) = 'String', JSONExtractString(body, {f4:String}), JSONExtractRaw(body, {f4:String}))), {f5:String})))
-- f0 = http.route
-- f1 = /cart
-- f2 = retries
-- f3 = 2.0
-- f4 = host.name
-- f5 = web-

-- MINUTES
-- refused: filter: spans are not counted by everything that it asks
