// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request as a gateway logged it, whatever the product. `null` is "not logged", which is not
/// zero.
///
/// @param startNs nanoseconds since 1970 when the request arrived
/// @param model what the request asked of a model; `null` when the line does not speak of one
/// @param consumer who the gateway says sent it
public record GatewayRequest(
    Gateway gateway,
    long startNs,
    long durationNs,
    Ids ids,
    Http http,
    Upstream upstream,
    @Nullable ModelUse model,
    @Nullable String consumer) {

  /// @param parentId the caller's span, from its `traceparent`
  /// @param requestId `x-request-id` or the gateway's own
  public record Ids(
      @Nullable TraceId traceId, @Nullable SpanId parentId, @Nullable String requestId) {}

  /// @param path with its query
  /// @param failure why the gateway itself ended the request, such as Envoy's response flags
  public record Http(
      @Nullable String method,
      @Nullable String path,
      @Nullable String host,
      @Nullable Long status,
      @Nullable Long requestBytes,
      @Nullable Long responseBytes,
      @Nullable String clientAddress,
      @Nullable String userAgent,
      @Nullable String failure) {}

  /// Where the request was sent on.
  ///
  /// @param route name of the gateway's rule
  /// @param cluster name of the group of servers
  /// @param responseMs until the whole answer had arrived
  /// @param headerMs until the first byte of the answer's headers
  /// @param statuses of each attempt; more than one after a retry
  public record Upstream(
      @Nullable String route,
      @Nullable String cluster,
      @Nullable String address,
      @Nullable Double responseMs,
      @Nullable Double headerMs,
      List<String> statuses) {

    public Upstream {
      statuses = List.copyOf(statuses);
    }
  }

  /// @param inputTokens cached ones included
  /// @param cacheHit the gateway answered from its own cache: nothing was asked of the provider
  /// @param input JSON of the messages sent, or plain text
  /// @param output JSON of the answer, or plain text
  public record ModelUse(
      @Nullable String provider,
      @Nullable String requestModel,
      @Nullable String responseModel,
      @Nullable String responseId,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable Long cachedTokens,
      @Nullable Long reasoningTokens,
      @Nullable Double ttftMs,
      @Nullable Boolean stream,
      @Nullable String session,
      @Nullable Boolean cacheHit,
      @Nullable String input,
      @Nullable String output) {}
}
