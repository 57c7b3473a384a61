// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/// Spans as the body of an OTLP request in JSON, which is what the write-ahead log keeps and what
/// is forwarded.
final class OtlpBody {

  private OtlpBody() {}

  static ByteBuffer of(List<OtlpSpan> spans) {
    var request = JsonNodeFactory.instance.objectNode();
    var resources = request.putArray("resourceSpans");
    var bySource = new HashMap<OtlpSpan.Source, ArrayNode>();
    for (var span : spans) {
      bySource
          .computeIfAbsent(span.source(), source -> addSource(resources, source))
          .add(span.json());
    }
    return ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ArrayNode addSource(ArrayNode resources, OtlpSpan.Source source) {
    var entry = resources.addObject();
    entry
        .putObject("resource")
        .putArray("attributes")
        .addObject()
        .put("key", "service.name")
        .putObject("value")
        .put("stringValue", source.service());
    var scoped = entry.putArray("scopeSpans").addObject();
    scoped.putObject("scope").put("name", source.scope()).put("version", source.version());
    return scoped.putArray("spans");
  }
}
