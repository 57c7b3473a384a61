// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// Requests that real senders sent.
final class Payloads {

  private static final int SMALL_BYTES = 32 << 10;

  private Payloads() {}

  static List<byte[]> protobuf() {
    var payloads = new ArrayList<byte[]>();
    for (var name : List.of("langchain-openinference", "openai-genai", "springai-micrometer")) {
      payloads.add(resource(name + ".traces.pb"));
    }
    payloads.add(resource("browser.traces.pb"));
    payloads.add(inflated(resource("collector.traces.pb.gz")));
    payloads.addAll(golden());
    return payloads;
  }

  static List<byte[]> json() {
    return List.of(resource("browser.traces.json"), resource("collector.traces.json"));
  }

  /// The captures that the whole project shares, when they are on the class path as files.
  private static List<byte[]> golden() {
    var folder = Payloads.class.getResource("/golden/otlp");
    if (folder == null || !folder.getProtocol().equals("file")) {
      return List.of();
    }
    try (var files = Files.walk(Path.of(folder.getPath()))) {
      var payloads = new ArrayList<byte[]>();
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".traces.pb") && Files.size(file) < SMALL_BYTES) {
          payloads.add(Files.readAllBytes(file));
        } else if (name.endsWith(".traces.pb.gz") && Files.size(file) < SMALL_BYTES / 8) {
          payloads.add(inflated(Files.readAllBytes(file)));
        }
      }
      return payloads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Payloads.class.getResourceAsStream("/otlp/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] inflated(byte[] compressed) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
