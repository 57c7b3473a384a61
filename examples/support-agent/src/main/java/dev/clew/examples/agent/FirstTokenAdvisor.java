// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.core.Ordered;
import reactor.core.publisher.Flux;

/// Measures how long a streamed model call takes to its first piece. Spring AI does not record it,
/// so this advisor, the last before the call, leaves it on its own observation, where
/// `GenAiAttributes` finds it when the call's span ends.
final class FirstTokenAdvisor implements StreamAdvisor {

  @Override
  public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
    return Flux.deferContextual(
        context -> {
          Observation own = context.get(ObservationThreadLocalAccessor.KEY);
          long start = System.nanoTime();
          var first = new AtomicBoolean(true);
          return chain
              .nextStream(request)
              .doOnNext(
                  _ -> {
                    if (first.getAndSet(false)) {
                      own.getContext()
                          .put(FirstToken.class, new FirstToken(Duration.ofNanos(System.nanoTime() - start)));
                    }
                  });
        });
  }

  @Override
  public String getName() {
    return "first_token";
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 1;
  }

  /// How long the first piece took.
  record FirstToken(Duration after) {}
}
