// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.accesslogs.AccessLogs;
import dev.clew.accesslogs.Gateway;
import dev.clew.accesslogs.GatewayAttributes;
import dev.clew.accesslogs.GatewayRequest;
import dev.clew.accesslogs.GatewaySpan;
import dev.clew.accesslogs.Reading;
import dev.clew.ingest.ValueJson;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.LogRecord;
import dev.clew.model.RawSpan;
import dev.clew.model.Resource;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A log record that is a line of a gateway's access log.
///
/// @param record with what the line says among its attributes, and linked to its span
/// @param line the logged JSON
/// @param traceId `null` when neither the line nor the record names a trace
record AccessRecord(
    LogRecord record, GatewayRequest request, String line, @Nullable TraceId traceId) {

  /// What a line's record is called when its sender gave no name.
  static final String EVENT = "gateway.request";

  private static final int ERROR = 17;
  private static final int WARN = 13;
  private static final int INFO = 9;
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  /// `null` when the record is something else.
  static @Nullable AccessRecord of(LogRecord record) {
    var line = line(record);
    if (line == null) {
      return null;
    }
    var gateway = record.attributes().text(LineDecoder.FORMAT_KEY);
    return AccessLogs.read(line, gateway == null ? null : Gateway.of(gateway))
            instanceof Reading.Recognised(var request)
        ? of(record, request, line)
        : null;
  }

  private static AccessRecord of(LogRecord record, GatewayRequest request, String line) {
    var traceId = request.ids().traceId() == null ? record.traceId() : request.ids().traceId();
    var linked =
        new LogRecord(
            named(record.resource(), request.gateway()),
            record.scope(),
            request.startNs(),
            record.observedNs(),
            record.severity() == 0 ? severity(request) : record.severity(),
            record.severityText(),
            record.eventName().isEmpty() ? EVENT : record.eventName(),
            record.body(),
            merged(record.attributes(), GatewayAttributes.of(request)),
            traceId,
            traceId == null ? record.spanId() : GatewaySpan.idOf(line),
            record.flags(),
            record.droppedAttributes(),
            record.contentHash(),
            record.sizeBytes());
    return new AccessRecord(linked, request, line, traceId);
  }

  String requestId() {
    var id = request.ids().requestId();
    return id == null ? "" : id;
  }

  /// What its pattern is made from: lines of one route are alike, whatever else they log. The same
  /// as [LogColumns#TITLE].
  String title() {
    var attributes = record.attributes();
    var method = attributes.text("http.request.method");
    var path = attributes.text("url.path");
    return (method == null ? "" : method) + " " + (path == null ? "" : path);
  }

  /// The span that the line makes; only a line with a trace makes one.
  RawSpan span(TraceId trace) {
    return GatewaySpan.of(request, trace, line, record.resource());
  }

  /// The text of the body; or, as Envoy's own OTLP sink sends it, the attributes.
  private static @Nullable String line(LogRecord record) {
    if (record.body() instanceof Value.Text(var text)) {
      var stripped = text.stripLeading();
      if (AccessLogs.mayBe(stripped)) {
        return stripped.stripTrailing();
      }
    }
    var attributes = record.attributes();
    boolean isLogged = attributes.get("response_code") != null || attributes.get("ai_log") != null;
    if (record.body() instanceof Value.Fields(var fields)
        && (fields.get("status") != null
            || fields.get("response_code") != null
            || fields.get("response") != null)) {
      return ValueJson.attributes(fields);
    }
    return isLogged ? ValueJson.attributes(attributes) : null;
  }

  private static Resource named(Resource resource, Gateway gateway) {
    if (!resource.service().isEmpty()) {
      return resource;
    }
    var all = new ArrayList<>(resource.attributes().entries());
    all.removeIf(attribute -> attribute.key().equals("service.name"));
    all.add(new Attribute("service.name", Value.of(gateway.service())));
    return new Resource(new Attributes(all), resource.schemaUrl());
  }

  /// What was sent wins over what was read.
  private static Attributes merged(Attributes sent, Attributes read) {
    var all = new ArrayList<Attribute>(sent.entries());
    all.removeIf(attribute -> attribute.key().equals(LineDecoder.FORMAT_KEY));
    var keys = new HashSet<String>();
    all.forEach(attribute -> keys.add(attribute.key()));
    for (var attribute : read) {
      if (keys.add(attribute.key())) {
        all.add(attribute);
      }
    }
    return new Attributes(List.copyOf(all));
  }

  private static int severity(GatewayRequest request) {
    var status = request.http().status();
    if (status == null) {
      return INFO;
    }
    return status >= SERVER_ERROR || status == 0 ? ERROR : status >= CLIENT_ERROR ? WARN : INFO;
  }
}
