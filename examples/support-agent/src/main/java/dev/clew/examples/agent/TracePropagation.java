// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import io.micrometer.core.instrument.binder.okhttp3.OkHttpContext;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.customizer.McpSyncHttpClientRequestCustomizer;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.HashMap;
import java.util.Map;
import org.springframework.ai.mcp.customizer.McpClientCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Carries the trace where Spring AI 2 would lose it, into requests to the MCP server, and leaves
/// out HTTP spans that lost it.
@Configuration(proxyBeanMethods = false)
class TracePropagation {

  private static final String HEADERS = "trace-headers";

  /// The MCP client sends from a thread of its own, so the headers are made where a tool is called
  /// and travel in the transport context.
  @Bean
  McpClientCustomizer<McpClient.SyncSpec> traceHeadersOfCaller(
      Tracer tracer, Propagator propagator) {
    return (_, client) ->
        client.transportContextProvider(
            () -> {
              var span = tracer.currentSpan();
              if (span == null) {
                return McpTransportContext.EMPTY;
              }
              var headers = new HashMap<String, String>();
              propagator.inject(span.context(), headers, Map::put);
              return McpTransportContext.create(Map.of(HEADERS, headers));
            });
  }

  @Bean
  McpSyncHttpClientRequestCustomizer traceHeadersToServer() {
    return (request, _, _, _, context) -> {
      if (context.get(HEADERS) instanceof Map<?, ?> headers) {
        headers.forEach((name, value) -> request.setHeader(name.toString(), value.toString()));
      }
    };
  }

  /// The model's client sends streamed requests from a thread pool that knows no trace: their HTTP
  /// spans would each be a trace of their own. The call's own span tells as much.
  @Bean
  ObservationPredicate noHttpSpansOutsideTraces(ObjectProvider<ObservationRegistry> observations) {
    return (_, context) ->
        !(context instanceof OkHttpContext)
            || observations.getObject().getCurrentObservation() != null;
  }
}
