// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The configurations of other programs that docs/logs.md offers: they parse, say nothing that
/// these programs do not know, and what refers to a component names one that is there.
class ExampleConfigurationsTest {

  private static final Set<String> FILELOG =
      Set.of("include", "start_at", "storage", "resource", "include_file_path", "operators");
  private static final Set<String> OTLP =
      Set.of("endpoint", "tls", "headers", "compression", "sending_queue", "retry_on_failure");
  private static final Set<String> VECTOR_HTTP =
      Set.of(
          "type",
          "inputs",
          "uri",
          "method",
          "compression",
          "encoding",
          "framing",
          "batch",
          "auth",
          "acknowledgements",
          "buffer");

  @ParameterizedTest
  @ValueSource(strings = {"collector/access-log.yaml", "collector/kubernetes.yaml"})
  void collectorPipelinesNameWhatIsThere(String file) throws IOException {
    var config = read(file);
    assertThat(names(config))
        .containsExactlyInAnyOrder("extensions", "receivers", "processors", "exporters", "service");
    for (var pipeline : config.path("service").path("pipelines")) {
      for (var kind : List.of("receivers", "processors", "exporters")) {
        assertThat(names(config.path(kind))).containsAll(words(pipeline.path(kind)));
      }
    }
    assertThat(names(config.path("extensions")))
        .containsAll(words(config.path("service").path("extensions")));
    for (var receiver : config.path("receivers")) {
      assertThat(FILELOG).containsAll(names(receiver));
      assertThat(receiver.path("include")).isNotEmpty();
    }
    for (var exporter : config.path("exporters")) {
      assertThat(OTLP).containsAll(names(exporter));
      assertThat(exporter.path("endpoint").asText()).endsWith(":4317");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector/otlp.yaml", "collector/otlp-http.yaml"})
  void whatPassesThroughTheCollectorIsBatchedCompressedAndKept(String file) throws IOException {
    var config = read(file);
    assertThat(config.path("exporters")).hasSize(1);
    for (var exporter : config.path("exporters")) {
      assertThat(OTLP).containsAll(names(exporter));
      assertThat(exporter.path("compression").asText()).isIn("gzip", "zstd");
      assertThat(exporter.path("sending_queue").path("storage").asText()).isEqualTo("file_storage");
    }
    var pipelines = config.path("service").path("pipelines");
    assertThat(names(pipelines)).containsExactly("traces", "metrics", "logs");
    for (var pipeline : pipelines) {
      assertThat(words(pipeline.path("exporters"))).isEqualTo(names(config.path("exporters")));
    }
  }

  @Test
  void vectorSendsLinesWhereTheyAreTaken() throws IOException {
    var config = read("vector/access-log.yaml");
    assertThat(names(config)).containsExactlyInAnyOrder("data_dir", "sources", "sinks");
    var sink = config.path("sinks").path("clew");
    assertThat(VECTOR_HTTP).containsAll(names(sink));
    assertThat(names(config.path("sources"))).containsAll(words(sink.path("inputs")));
    assertThat(sink.path("uri").asText()).contains(":4318/api/v1/logs/lines?format=nginx");
    assertThat(sink.path("framing").path("method").asText()).isEqualTo("newline_delimited");
  }

  private static JsonNode read(String file) throws IOException {
    var root = Path.of(System.getProperty("clew.root", ".."));
    return new YAMLMapper().readTree(root.resolve("examples").resolve(file).toFile());
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> words(JsonNode list) {
    var words = new ArrayList<String>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }
}
