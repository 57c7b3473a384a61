// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The OpenAPI 3.1 document of the declared endpoints.
public final class OpenApi {

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z_]+)}");

  private OpenApi() {}

  public static Reply document(List<Endpoint> endpoints, String version) {
    Map<String, List<Endpoint>> byPath = new LinkedHashMap<>();
    for (var endpoint : endpoints) {
      byPath.computeIfAbsent(endpoint.path(), _ -> new ArrayList<>()).add(endpoint);
    }
    return Reply.json(
        json -> {
          json.writeStringField("openapi", "3.1.0");
          json.writeObjectFieldStart("info");
          json.writeStringField("title", "Clew");
          json.writeStringField("version", version);
          json.writeEndObject();
          json.writeObjectFieldStart("paths");
          for (var path : byPath.entrySet()) {
            json.writeObjectFieldStart(path.getKey());
            for (var endpoint : path.getValue()) {
              operation(json, endpoint);
            }
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeObjectFieldStart("components");
          json.writeObjectFieldStart("securitySchemes");
          json.writeObjectFieldStart("key");
          json.writeStringField("type", "http");
          json.writeStringField("scheme", "bearer");
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void operation(JsonGenerator json, Endpoint endpoint) throws IOException {
    json.writeObjectFieldStart(endpoint.method().name().toLowerCase(Locale.ROOT));
    json.writeStringField("summary", endpoint.answer());
    json.writeArrayFieldStart("parameters");
    var inPath = PATH_PARAMETER.matcher(endpoint.path());
    while (inPath.find()) {
      parameter(json, "path", new Endpoint.Parameter(inPath.group(1), "string", ""));
    }
    for (var parameter : endpoint.parameters()) {
      parameter(json, "query", parameter);
    }
    json.writeEndArray();
    if (endpoint.method() == HttpMethod.POST) {
      json.writeObjectFieldStart("requestBody");
      json.writeObjectFieldStart("content");
      json.writeObjectFieldStart("application/json");
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    if (endpoint.permission() != Permission.NONE) {
      json.writeArrayFieldStart("security");
      json.writeStartObject();
      json.writeArrayFieldStart("key");
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeObjectFieldStart("responses");
    json.writeObjectFieldStart("200");
    json.writeStringField("description", endpoint.answer());
    json.writeEndObject();
    json.writeObjectFieldStart("default");
    json.writeStringField("description", "application/problem+json (RFC 9457)");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void parameter(JsonGenerator json, String in, Endpoint.Parameter parameter)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", parameter.name());
    json.writeStringField("in", in);
    json.writeBooleanField("required", in.equals("path"));
    if (!parameter.description().isEmpty()) {
      json.writeStringField("description", parameter.description());
    }
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", parameter.type());
    json.writeEndObject();
    json.writeEndObject();
  }
}
