// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import dev.clew.otlp.ForeignRoute;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The addresses of the other back ends that are answered here (docs/drop-in.md).
public final class DropIn {

  private DropIn() {}

  /// @param holding takes objects that come in pieces
  /// @param sink takes what is whole as it comes
  public static List<ForeignRoute> routes(Holding holding, Holding.Sink sink, InstantSource clock) {
    return Stream.of(
            new Langfuse(holding, clock).routes(),
            new LangSmith(holding).routes(),
            new Opik(holding, clock).routes(),
            new Weave(holding).routes(),
            new Mlflow(sink).routes(),
            new Zipkin(sink).routes())
        .flatMap(List::stream)
        .toList();
  }
}
