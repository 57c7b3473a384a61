// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;

/// Watches a streamed model call for what Spring AI does not record: the time to the first piece,
/// and the cached tokens. As the last advisor before the call it leaves both on its own
/// observation, where `GenAiAttributes` finds them when the call's span ends.
final class StreamWatch implements StreamAdvisor {

  @Override
  public Flux<ChatClientResponse> adviseStream(
      ChatClientRequest request, StreamAdvisorChain chain) {
    return Flux.deferContextual(
        context -> {
          Observation own = context.get(ObservationThreadLocalAccessor.KEY);
          var seen = new Seen(System.nanoTime());
          own.getContext().put(Seen.class, seen);
          return chain.nextStream(request).doOnNext(seen::piece);
        });
  }

  @Override
  public String getName() {
    return "stream_watch";
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 1;
  }

  /// What was seen of the stream below which `call` runs; `null` when it does not stream. The
  /// advisor's observation is the parent of the call's, or the one above.
  static Seen seen(ObservationView call) {
    ObservationView ancestor = call;
    for (int i = 0; i < 2 && ancestor != null; i++) {
      Seen seen = ancestor.getContextView().get(Seen.class);
      if (seen != null) {
        return seen;
      }
      ancestor = ancestor.getContextView().getParentObservation();
    }
    return null;
  }

  /// Written by one stream, whose pieces come one after the other.
  static final class Seen {

    private final long startNanos;
    private volatile Duration firstPiece;
    private volatile Long cachedTokens;

    private Seen(long startNanos) {
      this.startNanos = startNanos;
    }

    private void piece(ChatClientResponse response) {
      if (firstPiece == null) {
        firstPiece = Duration.ofNanos(System.nanoTime() - startNanos);
      }
      var answer = response.chatResponse();
      if (answer != null && answer.getMetadata().getUsage().getCacheReadInputTokens() != null) {
        cachedTokens = answer.getMetadata().getUsage().getCacheReadInputTokens();
      }
    }

    /// From the call to the first piece; `null` before it.
    Duration firstPiece() {
      return firstPiece;
    }

    /// `null` when the model did not say.
    Long cachedTokens() {
      return cachedTokens;
    }
  }
}
