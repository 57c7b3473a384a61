// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// The log records of one request, decoded.
///
/// @param project whose they are; from the credential, never from the telemetry
/// @param rejections one for each record that was left out
/// @param clipped how many records lost something to the limits of ingest
/// @param bytes decompressed size of the request
public record LogBatch(
    String project, List<LogRecord> records, List<Rejection> rejections, int clipped, long bytes) {

  public LogBatch {
    records = List.copyOf(records);
    rejections = List.copyOf(rejections);
  }
}
