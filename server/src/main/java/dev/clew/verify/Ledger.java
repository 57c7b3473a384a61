// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What `/api/v1/ingest` says about spans.
record Ledger(long received, long accepted, long duplicate, long rejected) {

  static Ledger of(JsonNode answer) {
    var traces = answer.path("signals").path("traces");
    return new Ledger(
        traces.path("received").asLong(-1),
        traces.path("accepted").asLong(-1),
        traces.path("duplicate").asLong(-1),
        traces.path("rejected").asLong(-1));
  }

  /// Others may send at the same time, so counts are at least what the canary caused.
  List<String> problemsSince(Ledger before, int sent, int repeated) {
    var problems = new ArrayList<String>();
    if (received != accepted + duplicate + rejected || received < 0) {
      problems.add(this + " (expected: received = accepted + duplicate + rejected)");
    }
    if (accepted - before.accepted < sent) {
      problems.add(
          "accepted grew by %d (expected: at least %d)"
              .formatted(accepted - before.accepted, sent));
    }
    if (duplicate - before.duplicate < repeated) {
      problems.add(
          "duplicate grew by %d (expected: at least %d)"
              .formatted(duplicate - before.duplicate, repeated));
    }
    return problems;
  }
}
