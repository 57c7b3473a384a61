// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import dev.clew.filter.FilterSql.Subject;
import dev.clew.model.AppException;
import dev.clew.testkit.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each filter beside the SQL it becomes, over traces and over spans: read the difference when one
/// of the files changes (`-Dgolden.update=true` writes them).
final class FilterSqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "empty              | ``",
        "fact_of_trace      | status:error session:s1 llm_calls>3",
        "fact_of_span       | op:tool_call provider:openai",
        "several_values     | service:shop,billing -model:gpt-4o*",
        "present            | user:* -agent:*",
        "numbers            | duration_ms>=1000 tokens<20000 cost>1 input_tokens:0",
        "booleans           | billable:true stream:false -stream:*",
        "ids                | trace:0AF7651916CD43DD8448EB211C80319C span:00f067aa0ba902b7",
        "id_prefix          | trace:0af765",
        "attributes         | attr.http.route:/cart attr.retries>2 resource.host.name:web-*",
        "words              | refund \"late delivery\"",
        "words_of_input     | in:\"late delivery\" out:sorry",
        "has_error          | has:error -has:session",
        "parentheses        | (tokens>20000 OR has:error) AND NOT (service:shop OR op_group:tool)",
        "finish_reason      | finish_reason:length",
        "quirk              | quirk:negative_tokens quirks:wrong_*",
        "latency            | verdict:queue -verdict:slow_decode run_verdict:tool endpoint:gpu-1* endpoint:*",
        "facts_of_logs      | level:error severity>=17 event:gen_ai.* request_id:r1",
        "hostile_values     | name:\"'; DROP TABLE x; -- {f0:String} \\\\\" text:\"it's\"",
      })
  void becomesTheSqlOfItsFile(String name, String filter) {
    var parsed = FilterParser.parse(filter);
    var text = new StringBuilder("-- ").append(filter).append('\n');
    for (var subject : Subject.values()) {
      text.append("\n-- ").append(subject).append('\n');
      FilterSql.Condition condition;
      try {
        condition = FilterSql.compile(parsed, subject, "clew");
      } catch (AppException refused) {
        text.append("-- refused: ").append(refused.detail()).append('\n');
        continue;
      }
      text.append(condition.sql()).append('\n');
      condition
          .parameters()
          .forEach(
              (parameter, value) ->
                  text.append("-- ").append(parameter).append(" = ").append(value).append('\n'));
    }
    new GoldenFile(
            Path.of(System.getProperty("clew.root", ".."))
                .resolve("server/src/test/java/dev/clew/filter/golden/" + name + ".sql"))
        .matches(text.toString());
  }
}
