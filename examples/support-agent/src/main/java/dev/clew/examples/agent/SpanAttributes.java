// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import io.micrometer.tracing.otel.bridge.BaggageTaggingSpanProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.OpenTelemetryServerRequestObservationConvention;

/// What all spans of this service carry.
@Configuration(proxyBeanMethods = false)
class SpanAttributes {

  /// The user's id, which arrives as baggage.
  @Bean
  SpanProcessor userId() {
    return new BaggageTaggingSpanProcessor(List.of("user.id"));
  }

  /// OpenTelemetry's names for requests received, instead of Micrometer's.
  @Bean
  OpenTelemetryServerRequestObservationConvention serverRequests() {
    return new OpenTelemetryServerRequestObservationConvention();
  }
}
