// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.ingest.Decoder;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Metric;
import dev.clew.model.MetricBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/// Reads what the scraper hands to the line: a header of one line, then the exposition as it came.
/// So a scrape goes through the write-ahead log like every other request.
public final class ScrapeDecoder implements Decoder<MetricBatch> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the scraper knows of a scrape.
  ///
  /// @param labels of the target
  /// @param timeMs when it began
  record Header(
      Map<String, String> labels, long timeMs, double seconds, boolean up, boolean openMetrics) {

    byte[] encode() {
      try {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public MetricBatch decode(String project, ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    var text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    Header header;
    try {
      header = JSON.readValue(text.substring(0, Math.max(0, end)), Header.class);
    } catch (JsonProcessingException e) {
      throw new AppException(ErrorCode.INVALID, "not a scrape: no header", e);
    }
    var read =
        new TextFormat(header.openMetrics())
            .read(text.substring(end + 1), header.labels(), header.timeMs());
    var metrics = new ArrayList<>(read.metrics());
    metrics.add(about(header, "up", header.up() ? 1 : 0));
    metrics.add(about(header, "scrape_duration_seconds", header.seconds()));
    metrics.add(about(header, "scrape_samples_scraped", read.samples()));
    return new MetricBatch(
        project,
        metrics,
        read.rejections().toList(),
        0,
        bytes.length,
        Hashing.xxh3_64().hashBytesToLong(bytes));
  }

  private static Metric about(Header header, String name, double value) {
    var assembly = new MetricAssembly(header.labels(), header.timeMs());
    assembly.add(
        new Family(name, "gauge", "", "About the scrape itself"),
        new Sample(name, new Labels(Map.of()), value, 0, null));
    return assembly.build().getFirst();
  }
}
