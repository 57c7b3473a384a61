// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// What one unit of work costs: a run, a session, an answer that somebody could use.
public final class UnitCostsApi {

  private final Store store;

  public UnitCostsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/costs/units",
            "Cost of a run, of a session and of a successful answer, of the traces that match and called a model",
            Parameter.SEARCH,
            this::units));
  }

  /// Failures are paid for by the answers that succeeded: all cost is shared by these.
  private Reply units(Request request) {
    store.refresh(request);
    var condition = store.compile(request.filter(), Subject.TRACES);
    return Reply.json(
        json -> {
          json.writeFieldName("units");
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          request.range(),
                          """
                          SELECT n AS runs, answered AS successful_runs, held AS sessions, unpriced AS unpriced_calls,
                            if(priced = 0, NULL, cost) AS cost_usd,
                            if(priced = 0 OR n = 0, NULL, cost / n) AS usd_per_run,
                            if(priced = 0 OR answered = 0, NULL, cost / answered) AS usd_per_successful_run,
                            if(held_priced = 0 OR held = 0, NULL, held_cost / held) AS usd_per_session
                          FROM (
                            SELECT count() AS n, countIf(state = 'done' AND status != 'error') AS answered, uniqExactIf(session_id, session_id != '') AS held,
                              countIf(cost_usd >= 0) AS priced, sumIf(cost_usd, cost_usd >= 0) AS cost, toInt64(sum(unpriced_calls)) AS unpriced,
                              countIf(cost_usd >= 0 AND session_id != '') AS held_priced, sumIf(cost_usd, cost_usd >= 0 AND session_id != '') AS held_cost
                            FROM ${database}.runs FINAL
                            WHERE %s AND llm_calls > 0 AND %s
                          )
                          """
                              .formatted(Summaries.IN_RANGE, condition.sql()))
                      .withAll(condition.parameters()),
                  row -> Reply.object(json, row));
          Reply.stats(json, stats);
        });
  }
}
