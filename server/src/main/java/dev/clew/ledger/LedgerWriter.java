// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes ledgers. The greater version of a run wins.
final class LedgerWriter {

  private final ClickHouse clickHouse;
  private final String database;

  LedgerWriter(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  void write(String project, List<Account> accounts) {
    if (accounts.isEmpty()) {
      return;
    }
    var earlier = earlierMinutes(project, accounts);
    var rows = new LedgerRows();
    for (var account : accounts) {
      long minute = account.run().minute();
      var before = earlier.get(account.run().trace());
      if (before != null && before != minute) {
        // The run begins earlier than was known: the row under its old key must go.
        rows.add(project, account, before, true);
      }
      rows.add(project, account, minute, false);
    }
    clickHouse.insert(database + ".token_ledger", rows.block(), "");
  }

  private Map<TraceId, Long> earlierMinutes(String project, List<Account> accounts) {
    long from = accounts.stream().mapToLong(account -> account.run().minute()).min().orElse(0);
    var minutes = new HashMap<TraceId, Long>();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
                SELECT trace_id, toUnixTimestamp(minute) AS at FROM %s.token_ledger FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND trace_id IN wanted
                """
                    .formatted(database))
            .with("project", project)
            .with("from", from)
            .with("ids", accounts.stream().map(account -> account.run().trace().hex()).toList()),
        row -> minutes.put(RunRow.trace(row), row.number("at")));
    return minutes;
  }
}
