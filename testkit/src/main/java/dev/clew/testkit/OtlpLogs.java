// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Random;

/// Export requests of log records for tests: the same seed gives the same request.
public final class OtlpLogs {

  private static final long TIME_NS = 1_767_225_600_000_000_000L;

  private OtlpLogs() {}

  /// A request that holds exactly these records, of the service `shop`.
  public static ExportLogsServiceRequest of(LogRecord... records) {
    var scope = ScopeLogs.newBuilder().setScope(InstrumentationScope.newBuilder().setName("test"));
    for (var record : records) {
      scope.addLogRecords(record);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(OtlpRequests.text("service.name", "shop")))
                .addScopeLogs(scope))
        .build();
  }

  /// A request with every field of OTLP logs in it, and everything else left to chance.
  public static ExportLogsServiceRequest anything(Random random) {
    var request = ExportLogsServiceRequest.newBuilder();
    for (int resource = random.nextInt(3); resource >= 0; resource--) {
      var logs = ResourceLogs.newBuilder().setSchemaUrl("https://example.com/" + resource);
      logs.setResource(
          Resource.newBuilder()
              .addAttributes(OtlpRequests.text("service.name", "s" + resource))
              .addAttributes(OtlpRequests.attribute(random, 3)));
      for (int scope = random.nextInt(3); scope > 0; scope--) {
        var scoped =
            ScopeLogs.newBuilder()
                .setScope(
                    InstrumentationScope.newBuilder()
                        .setName("scope" + scope)
                        .addAttributes(OtlpRequests.attribute(random, 2)));
        for (int record = random.nextInt(4); record > 0; record--) {
          scoped.addLogRecords(anyRecord(random));
        }
        logs.addScopeLogs(scoped);
      }
      request.addResourceLogs(logs);
    }
    return request.build();
  }

  private static LogRecord anyRecord(Random random) {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(random.nextInt(5) == 0 ? random.nextLong() : TIME_NS)
            .setObservedTimeUnixNano(random.nextInt(5) == 0 ? 0 : TIME_NS + random.nextInt(999))
            .setSeverityNumberValue(random.nextInt(30) - 2)
            .setSeverityText("λ" + random.nextInt(4))
            .setDroppedAttributesCount(random.nextInt(3))
            .setFlags(random.nextInt())
            .setTraceId(OtlpRequests.id(random, random.nextInt(4) == 0 ? random.nextInt(20) : 16))
            .setSpanId(OtlpRequests.id(random, random.nextInt(4) == 0 ? random.nextInt(12) : 8))
            .setEventName(random.nextBoolean() ? "" : "event." + random.nextInt(5));
    if (random.nextInt(6) > 0) {
      record.setBody(OtlpRequests.value(random, 4));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      record.addAttributes(OtlpRequests.attribute(random, 4));
    }
    return record.build();
  }
}
