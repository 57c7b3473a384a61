// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.engine.Statement;
import dev.clew.testkit.TestEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is counted by the minute as spans are stored, and once for spans of an older version.
class RequestsByMinuteTest {

  private static final String SOME =
      """
      INSERT INTO ${database}.spans (project_id, day, minute, trace_id, span_id, name, kind, status, service, layer, duration_ns, request_model, ttft_ms, tpot_ms, input_tokens, output_tokens, cache_read_tokens,
        attributes, attributes_json)
      SELECT 'p', toDate('2026-11-01'), toDateTime('2026-11-01 00:00:00', 'UTC') + 60 * intDiv(number, 100), toFixedString(toString(number), 16), toFixedString(toString(number % 97), 8),
        ['documentLoad', 'web_vital LCP', 'GET', 'any ' || toString(number)][number % 4 + 1], 'server', ['ok', 'error'][number % 2 + 1], 's' || toString(number % 3), 'app', number * 1000000,
        ['', 'gpt'][number % 2 + 1], if(number % 5 = 0, number, -1), -1, if(number % 7 = 0, -1, number), -1, 3,
        if(number % 3 = 0, map('http.route', if(number % 9 = 0, '/a/' || toString(10000 + number), '/a')), map()),
        map('http.response.status_code', toString(200 + number % 2), 'web_vital.value', toString(number / 2))
      FROM numbers(1000)
      """;

  private static final String COUNTED =
      """
      SELECT toString(tuple(minute, service, layer, kind, model, page, start_type, quirky, status_code, route, unlisted, sum(spans), sum(errors), sum(total_ms), quantilesTDigestMerge(0.5, 0.75, 0.95, 0.99)(duration_ms),
        sum(ttft_known), sum(ttft_total), quantilesTDigestMerge(0.5, 0.75, 0.95, 0.99)(ttft_ms), sum(tpot_known), sum(vital_known), sum(vital_total), sum(input_tokens_known), sum(input_tokens),
        sum(output_tokens_known), sum(cache_read_tokens))) AS line
      FROM ${database}.requests_1m
      GROUP BY minute, service, layer, kind, model, page, start_type, quirky, status_code, route, unlisted
      ORDER BY line
      """;

  private final String database = TestEngine.newDatabase();

  @Test
  void storedSpansAreCountedAsThoseThatCome() {
    Schema.apply(TestEngine.shared(), database);
    run(SOME);
    var counted = lines();
    assertThat(counted).hasSizeGreaterThan(50);

    // As a store of the version before, and as after a crash before the migration was noted.
    run("ALTER TABLE ${database}.migrations DELETE WHERE number = 180 SETTINGS mutations_sync = 2");
    Schema.apply(TestEngine.shared(), database);
    assertThat(lines()).isEqualTo(counted);

    run("DROP VIEW ${database}.requests_1m_from_spans");
    run("DROP TABLE ${database}.requests_1m");
    run("ALTER TABLE ${database}.migrations DELETE WHERE number = 180 SETTINGS mutations_sync = 2");
    Schema.apply(TestEngine.shared(), database);
    assertThat(lines()).isEqualTo(counted);
  }

  private void run(String sql) {
    TestEngine.shared().execute(Statement.of(sql.replace("${database}", database)));
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    TestEngine.shared()
        .query(
            Statement.of(COUNTED.replace("${database}", database)),
            row -> lines.add(row.string("line")));
    return lines;
  }
}
