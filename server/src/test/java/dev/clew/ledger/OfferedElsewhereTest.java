// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ledger.Assembly.Offered;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.testkit.TestEngine;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What runs of the last week were offered.
class OfferedElsewhereTest {

  private final ClickHouse clickHouse = TestEngine.shared();
  private final String database = TestEngine.newDatabase();

  OfferedElsewhereTest() {
    Schema.apply(clickHouse, database);
  }

  @Test
  void theLatestRunOfAnAgentThatShowsItsToolsSpeaksForIt() {
    run(1, "ops", "tokenizer", "old", 10);
    run(2, "ops", "tokenizer", "search", 40);
    run(3, "ops", "usage_delta", "guessed", 70);
    run(4, "other", "usage_delta", "guessed", 70);
    assertThat(offered("ops", Set.of()))
        .containsExactly(new Offered(new Owner("docs", "search"), 40, true));
    assertThat(offered("other", Set.of())).isEmpty();
  }

  @Test
  void whatAServerListedIsKnownOfItsTools() {
    clickHouse.execute(
        Statement.of(
            "INSERT INTO %s.spans (project_id, day, minute, trace_id, span_id, start_time, mcp_method, mcp_server, output_text_hash) SELECT 'p', today(), now(), toFixedString('trace', 16), toFixedString('span', 8), now64(9), 'tools/list', 'docs', toFixedString('answer', 8)"
                .formatted(database)));
    clickHouse.execute(
        Statement.of(
            "INSERT INTO %s.messages SELECT 'p', today(), toFixedString('trace', 16), toFixedString('answer', 8), 'text', '{\"tools\":[{\"name\":\"find\",\"description\":\"finds\"}]}'"
                .formatted(database)));
    assertThat(offered("ops", Set.of("docs", "mail")))
        .singleElement()
        .satisfies(one -> assertThat(one.owner()).isEqualTo(new Owner("docs", "find")))
        .satisfies(one -> assertThat(one.tokens()).isPositive());
    assertThat(offered("ops", Set.of("mail"))).isEmpty();
  }

  private List<Offered> offered(String agent, Set<String> servers) {
    return OfferedElsewhere.read(clickHouse, database, "p").of("app", agent, servers);
  }

  private void run(int number, String agent, String tier, String tool, int size) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.token_ledger (project_id, minute, trace_id, version, start_time, service, agent, call_agent, call_tier, tool_server, tool_name, tool_definition, tool_offered)
                SELECT 'p', now() - 3600, toFixedString({trace:String}, 16), 1, now64(9) - 3600 + {number:UInt32}, 'app', {agent:String}, [{agent:String}], [{tier:String}], ['docs'], [{tool:String}], [{size:UInt32}], [2]
                """
                    .formatted(database))
            .with("trace", "run" + number)
            .with("number", number)
            .with("agent", agent)
            .with("tier", tier)
            .with("tool", tool)
            .with("size", size));
  }
}
