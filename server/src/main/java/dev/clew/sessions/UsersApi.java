// SPDX-License-Identifier: Apache-2.0
package dev.clew.sessions;

import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Users: whom the traces say they were for.
public final class UsersApi {

  private final Store store;

  public UsersApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/users",
            "Users, the newest first, at most 1,000",
            Parameter.SEARCH,
            this::users));
  }

  private Reply users(Request request) {
    store.refresh(request);
    var condition = store.compile(request.filter(), Subject.TRACES);
    var statement =
        store
            .about(
                request,
                request.range(),
                """
                SELECT user_id, conversations AS sessions, n AS traces, failed AS errors, calls AS llm_calls,
                  tokens_in AS input_tokens, tokens_out AS output_tokens, cost AS cost_usd,
                  replaceOne(toString(newest), ' ', 'T') || 'Z' AS last_time
                FROM (
                  SELECT user_id, uniqExactIf(session_id, session_id != '') AS conversations, count() AS n, countIf(status = 'error') AS failed, sum(llm_calls) AS calls,
                    if(countIf(input_tokens >= 0) = 0, NULL, sumIf(input_tokens, input_tokens >= 0)) AS tokens_in,
                    if(countIf(output_tokens >= 0) = 0, NULL, sumIf(output_tokens, output_tokens >= 0)) AS tokens_out,
                if(countIf(cost_usd >= 0) = 0, NULL, sumIf(cost_usd, cost_usd >= 0)) AS cost,
                    max(start_time) AS newest
                  FROM ${database}.runs FINAL
                  WHERE %s AND user_id != '' AND %s
                  GROUP BY user_id
                )
                ORDER BY newest DESC, user_id
                LIMIT 1000
                """
                    .formatted(Summaries.IN_RANGE, condition.sql()))
            .withAll(condition.parameters());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("users");
          var stats = store.query(statement, row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }
}
