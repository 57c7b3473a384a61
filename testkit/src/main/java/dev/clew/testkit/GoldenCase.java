// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A run of a real program: the trace requests that it sent, and what a right observer makes of
/// them. See `golden/otlp/README.md`.
public record GoldenCase(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// All cases, by name.
  public static List<GoldenCase> all() {
    try (var folders = Files.list(GoldenFile.root().resolve("otlp"))) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return folder.getFileName().toString();
  }

  /// The requests in order of arrival.
  public List<ExportTraceServiceRequest> requests() {
    var requests = new ArrayList<ExportTraceServiceRequest>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var fileName = file.getFileName().toString();
        if (fileName.endsWith(".traces.pb.gz")) {
          requests.add(ExportTraceServiceRequest.parseFrom(inflate(file)));
        } else if (fileName.endsWith(".traces.json.gz")) {
          requests.add(GoldenJson.request(JSON.readTree(inflate(file))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  /// One line per call that reached the model server.
  public List<JsonNode> truth() {
    try {
      var calls = new ArrayList<JsonNode>();
      for (var line : Files.readAllLines(folder.resolve("truth.jsonl"))) {
        if (!line.isBlank()) {
          calls.add(JSON.readTree(line));
        }
      }
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sums and names that this telemetry can tell.
  public JsonNode expected() {
    try {
      return JSON.readTree(folder.resolve("expect.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] inflate(Path file) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
