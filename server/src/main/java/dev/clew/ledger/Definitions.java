// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// System prompts and definitions of tools, measured once for all runs: they are what runs have in
/// common, and most of what runs send.
final class Definitions {

  private static final int REMEMBERED = 20_000;
  private static final int PAGE = 2_000;
  private static final Set<Tokenizer> ALL = EnumSet.allOf(Tokenizer.class);

  private final ClickHouse clickHouse;
  private final String database;

  /// By project and hash.
  private final Map<String, List<Sized>> measured =
      new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Sized>> eldest) {
          return size() > REMEMBERED;
        }
      };

  Definitions(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// Gives each run the definitions that its spans refer to. Not safe for several threads.
  void addTo(String project, Collection<StoredRun> runs) {
    var wanted = new HashSet<String>();
    for (var run : runs) {
      for (var span : run.spans().values()) {
        wanted.addAll(span.system());
        wanted.addAll(span.tools());
      }
    }
    var here = new LinkedHashMap<String, List<Sized>>();
    for (var hash : wanted) {
      var known = measured.get(project + "/" + hash);
      if (known != null) {
        here.put(hash, known);
      }
    }
    wanted.removeAll(here.keySet());
    var missing = List.copyOf(wanted);
    for (int from = 0; from < missing.size(); from += PAGE) {
      var page = missing.subList(from, Math.min(missing.size(), from + PAGE));
      var read = new HashMap<String, List<Sized>>();
      read(project, page, Recalled.NOTHING, read);
      read.forEach((hash, sized) -> measured.put(project + "/" + hash, sized));
      here.putAll(read);
    }
    for (var run : runs) {
      for (var span : run.spans().values()) {
        span.system().forEach(hash -> give(run, hash, here));
        span.tools().forEach(hash -> give(run, hash, here));
      }
      addRecalled(project, run);
    }
  }

  /// A prompt that holds what was recalled is of this run only.
  private void addRecalled(String project, StoredRun run) {
    if (run.recalled().passages().isEmpty()) {
      return;
    }
    var prompts =
        run.spans().values().stream()
            .flatMap(span -> span.system().stream())
            .distinct()
            .limit(PAGE)
            .toList();
    if (!prompts.isEmpty()) {
      read(project, prompts, run.recalled(), run.content().definitions());
    }
  }

  private static void give(StoredRun run, String hash, Map<String, List<Sized>> here) {
    var sized = here.get(hash);
    if (sized != null) {
      run.content().definitions().put(hash, sized);
    }
  }

  private void read(
      String project, List<String> hashes, Recalled recalled, Map<String, List<Sized>> into) {
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({hashes:Array(String)})), 16))
                SELECT lower(hex(hash)) AS id, any(kind) AS what, any(body) AS text FROM %s.definitions
                WHERE project_id = {project:String} AND hash IN wanted GROUP BY hash
                """
                    .formatted(database))
            .with("project", project)
            .with("hashes", hashes),
        row -> {
          var text = row.string("text");
          var sized =
              row.string("what").equals("tool")
                  ? List.of(Sized.tool(text, ALL))
                  : Sized.message(text, text.length(), false, recalled, ALL);
          into.put(row.string("id"), sized);
        });
  }
}
