// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufOracle.bits;
import static dev.clew.otlp.ProtobufOracle.bytes;
import static dev.clew.otlp.ProtobufOracle.has;
import static dev.clew.otlp.ProtobufOracle.list;
import static dev.clew.otlp.ProtobufOracle.message;
import static dev.clew.otlp.ProtobufOracle.number;
import static dev.clew.otlp.ProtobufOracle.text;
import static dev.clew.otlp.ProtobufOracle.time;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.clew.model.LogRecord;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Value;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// What protobuf-java makes of a request of log records.
final class LogOracle {

  private static final Descriptor REQUEST =
      ProtobufOracle.withBytes(LogsServiceProto.getDescriptor(), new LinkedHashMap<>())
          .findMessageTypeByName("ExportLogsServiceRequest");

  private final ProtobufOracle oracle = new ProtobufOracle();
  private final ArrayList<LogRecord> records = new ArrayList<>();
  private final ArrayList<Reason> rejections = new ArrayList<>();

  private LogOracle() {}

  /// `null` when protobuf-java refuses.
  static @Nullable DecodedLogs decode(byte[] body) {
    try {
      return new LogOracle().request(ProtobufOracle.parse(REQUEST, body));
    } catch (IOException _) {
      return null;
    }
  }

  private DecodedLogs request(Message request) throws IOException {
    for (var resourceLogs : list(request, "resource_logs")) {
      var resource =
          new Resource(
              oracle.attributes(message(resourceLogs, "resource"), 1),
              text(resourceLogs, "schema_url"));
      oracle.refuseTooDeep();
      for (var scopeLogs : list(resourceLogs, "scope_logs")) {
        var scope = message(scopeLogs, "scope");
        var library =
            new Scope(
                text(scope, "name"),
                text(scope, "version"),
                oracle.attributes(scope, 1),
                text(scopeLogs, "schema_url"));
        oracle.refuseTooDeep();
        for (var record : list(scopeLogs, "log_records")) {
          record(record, resource, library);
        }
      }
    }
    return new DecodedLogs(records, rejections);
  }

  private void record(Message record, Resource resource, Scope scope) {
    oracle.tooDeep = false;
    var attributes = oracle.attributes(record, 1);
    var body = has(record, "body") ? oracle.value(message(record, "body"), 1) : Value.EMPTY;
    if (oracle.tooDeep) {
      rejections.add(Reason.TOO_DEEP);
      return;
    }
    int severity = ProtobufOracle.enumNumber(record, "severity_number");
    records.add(
        new LogRecord(
            resource,
            scope,
            time(record, "time_unix_nano"),
            time(record, "observed_time_unix_nano"),
            severity < 0 || severity > 24 ? 0 : severity,
            text(record, "severity_text"),
            text(record, "event_name"),
            body,
            attributes,
            ProtobufOracle.traceId(bytes(record, "trace_id")),
            ProtobufOracle.spanId(bytes(record, "span_id")),
            bits(record, "flags"),
            number(record, "dropped_attributes_count"),
            0,
            0));
  }
}
