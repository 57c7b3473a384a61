// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Endpoint;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The ledger of a trace.
public final class LedgerApi {

  private final Store store;
  private final LedgerAnalysis analysis;

  public LedgerApi(Store store, LedgerAnalysis analysis) {
    this.store = store;
    this.analysis = analysis;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}/ledger",
            "Where every token of a trace went; the input entries add up to totals.input_tokens exactly, the output entries to totals.output_tokens",
            List.of(),
            this::ledger));
  }

  private Reply ledger(Request request) {
    store.refresh(request);
    var trace = request.traceId();
    analysis.catchUp(request.project(), trace);
    var state = new AtomicReference<@Nullable String>();
    store.query(
        store
            .about(
                request,
                """
                WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                  (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                SELECT toString(state) AS state FROM ${database}.runs FINAL
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                """)
            .with("trace", trace.hex()),
        row -> state.set(row.string("state")));
    if (state.get() == null) {
      throw new AppException(ErrorCode.NOT_FOUND, "there is no trace " + trace.hex());
    }
    return Reply.json(
        json -> {
          var found = new AtomicReference<@Nullable Row>();
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          """
                          WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                            (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                          SELECT * FROM ${database}.token_ledger FINAL
                          WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                          """)
                      .with("trace", trace.hex()),
                  row -> {
                    found.set(row);
                    write(json, state.get(), row);
                  });
          if (found.get() == null) {
            nothing(json, state.get());
          }
          Reply.stats(json, stats);
        });
  }

  private static void write(JsonGenerator json, @Nullable String state, Row row) {
    try {
      json.writeStringField("state", state);
      LedgerJson.write(json, row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A trace without model calls, or one whose ledger is not made yet.
  private static void nothing(JsonGenerator json, @Nullable String state) throws IOException {
    json.writeStringField("state", "running".equals(state) ? "pending" : state);
    json.writeNullField("totals");
    for (var list : List.of("notes", "entries", "tools", "results", "calls")) {
      json.writeArrayFieldStart(list);
      json.writeEndArray();
    }
  }
}
