// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.http.Endpoint;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The route for what rules found in a trace.
public final class TraceFindingsApi {

  private final Store store;
  private final LedgerAnalysis ledgers;

  public TraceFindingsApi(Store store, LedgerAnalysis ledgers) {
    this.store = store;
    this.ledgers = ledgers;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}/findings",
            "What rules found in a trace, the worst first",
            List.of(),
            this::ofTrace));
  }

  private Reply ofTrace(Request request) {
    store.refresh(request);
    var trace = request.traceId();
    ledgers.catchUp(request.project(), trace);
    var isThere = new AtomicBoolean();
    store.query(
        store
            .about(
                request,
                "SELECT 1 AS one FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16) LIMIT 1")
            .with("trace", trace.hex()),
        _ -> isThere.set(true));
    if (!isThere.get()) {
      throw new AppException(ErrorCode.NOT_FOUND, "there is no trace " + trace.hex());
    }
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("findings");
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          """
                          WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                            (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                          SELECT f_rule, lower(hex(f_issue)) AS issue, f_agent, f_server, f_tool, f_severity, f_title, f_detail, f_spans, f_tokens, f_cost, f_measure FROM (
                            SELECT * FROM ${database}.findings FINAL
                            WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                          )
                          """
                              + Issues.ROWS)
                      .with("trace", trace.hex()),
                  row -> FindingJson.write(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }
}
