// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the receivers of all protocols bring their requests.
///
/// @param doorman throws when a key (`null` when none was sent) may not send; asked before a body
///   is read
/// @param refusals hears of every request that is not taken
/// @param executor runs the lines, one virtual thread for each request
/// @param signals that are stored
public record OtlpIntake(
    Consumer<@Nullable String> doorman,
    RefusalLog refusals,
    Executor executor,
    ReceiveLimits limits,
    List<OtlpSignal<?>> signals) {

  public OtlpIntake {
    signals = List.copyOf(signals);
  }

  /// The kinds that nobody stores.
  List<OtlpSignal.Kind> missing() {
    var stored = signals.stream().map(OtlpSignal::kind).toList();
    return Arrays.stream(OtlpSignal.Kind.values()).filter(kind -> !stored.contains(kind)).toList();
  }

  /// What is stored, for people.
  String expected(Function<OtlpSignal.Kind, String> address) {
    return signals.stream()
        .map(signal -> address.apply(signal.kind()))
        .collect(Collectors.joining(", "));
  }
}
