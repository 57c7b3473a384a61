// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.accesslogs.AccessLogs;
import dev.clew.accesslogs.Gateway;
import dev.clew.accesslogs.Reading;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.RejectionList;
import dev.clew.model.AppException;
import dev.clew.model.Attributes;
import dev.clew.model.ErrorCode;
import dev.clew.model.LogBatch;
import dev.clew.model.LogRecord;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads lines of an access log, one JSON object each, into log records. A line that is none is
/// left out and listed; empty lines are nothing. Safe for use by many threads.
public final class LineDecoder implements Decoder<LogBatch> {

  /// Tells the preparation of a record which format its line was promised to have.
  static final String FORMAT_KEY = "clew.access_log.format";

  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final int MAX_LINES = 100_000;
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final @Nullable Gateway gateway;

  /// @param gateway `null` to find out for each line
  public LineDecoder(@Nullable Gateway gateway) {
    this.gateway = gateway;
  }

  /// A decoder for each value of the parameter `format`, always in the same order.
  public static Map<String, Decoder<LogBatch>> byFormat() {
    var decoders = new LinkedHashMap<String, Decoder<LogBatch>>();
    decoders.put("auto", new LineDecoder(null));
    for (var gateway : Gateway.values()) {
      decoders.put(gateway.label(), new LineDecoder(gateway));
    }
    return decoders;
  }

  @Override
  public LogBatch decode(String project, ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    var records = new ArrayList<LogRecord>();
    var rejections = new RejectionList();
    int number = 0;
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      number++;
      var line = new String(bytes, from, end - from, StandardCharsets.UTF_8).strip();
      if (!line.isEmpty()) {
        if (records.size() + rejections.size() >= MAX_LINES) {
          throw new AppException(
              ErrorCode.TOO_LARGE, "more than " + MAX_LINES + " lines in one request");
        }
        var problem = problem(line, end - from);
        if (problem == null) {
          records.add(record(line));
        } else {
          rejections.add(
              new Rejection(problem.reason(), "line " + number + ": " + problem.detail()));
        }
      }
      from = end + 1;
    }
    return new LogBatch(project, records, rejections.toList(), 0, bytes.length);
  }

  private @Nullable Rejection problem(String line, int size) {
    if (size > MAX_LINE_BYTES) {
      return new Rejection(
          Reason.TOO_LARGE, "%d bytes (expected: at most %d)".formatted(size, MAX_LINE_BYTES));
    }
    return AccessLogs.read(line, gateway) instanceof Reading.Unrecognised(var reason)
        ? new Rejection(Reason.MALFORMED, reason)
        : null;
  }

  private LogRecord record(String line) {
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    var format =
        gateway == null ? Attributes.NONE : Attributes.of(FORMAT_KEY, Value.of(gateway.label()));
    return new LogRecord(
        Resource.NONE,
        Scope.NONE,
        0,
        0,
        0,
        "",
        "",
        Value.of(line),
        format,
        null,
        null,
        0,
        0,
        HASHER.hashBytesToLong(bytes),
        bytes.length);
  }
}
