// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Message;
import dev.clew.model.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The canonical JSON of a message: its stored form, what its hash is taken of, and what the API
/// answers (`docs/api.md`, "A message").
final class MessageJson {

  private static final JsonFactory JSON = new JsonFactory();

  private MessageJson() {}

  static byte[] encode(Message message) {
    var bytes = new ByteArrayOutputStream(256);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
      text(json, "name", message.name());
      json.writeArrayFieldStart("parts");
      for (var part : message.parts()) {
        json.writeStartObject();
        write(json, part);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Part part) throws IOException {
    switch (part) {
      case Part.Text(var text) -> {
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
      }
      case Part.Reasoning(var text) -> {
        json.writeStringField("type", "reasoning");
        json.writeStringField("text", text);
      }
      case Part.ToolCall(var id, var name, var arguments) -> {
        json.writeStringField("type", "tool_call");
        text(json, "id", id);
        text(json, "name", name);
        json.writeFieldName("arguments");
        json.writeRawValue(arguments);
      }
      case Part.ToolResult(var id, var name, var result) -> {
        json.writeStringField("type", "tool_result");
        text(json, "id", id);
        text(json, "name", name);
        json.writeFieldName("result");
        json.writeRawValue(result);
      }
      case Part.Media(var modality, var mimeType, var size, var uri) -> {
        json.writeStringField("type", "media");
        text(json, "modality", modality);
        text(json, "mime_type", mimeType);
        if (size != null) {
          json.writeNumberField("bytes", size);
        }
        text(json, "uri", uri);
      }
      case Part.Other(var value) -> {
        json.writeStringField("type", "other");
        json.writeFieldName("value");
        json.writeRawValue(value);
      }
    }
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
