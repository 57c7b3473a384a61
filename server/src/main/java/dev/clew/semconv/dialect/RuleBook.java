// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules of all dialects, by key.
public final class RuleBook {

  /// In the order in which they fill a field that the primary dialect left empty (semconv §5.1).
  public static final List<Dialect> DIALECTS =
      List.of(
          OtelGenAi.DIALECT,
          Langfuse.DIALECT,
          OpenInference.DIALECT,
          OpenLlmetry.DIALECT,
          LangSmith.DIALECT,
          SpringAi.DIALECT,
          VercelAi.DIALECT,
          LogfireAgents.DIALECT,
          PydanticAi.DIALECT,
          GoogleAdk.DIALECT,
          LiteLlm.DIALECT,
          Mlflow.DIALECT,
          LoongSuite.DIALECT,
          Dify.DIALECT,
          ClaudeCode.DIALECT,
          Codex.DIALECT,
          GeminiCli.DIALECT,
          CrewAi.DIALECT,
          AutoGen.DIALECT,
          AgentFramework.DIALECT,
          AgentScope.DIALECT,
          Haystack.DIALECT,
          Mastra.DIALECT,
          Strands.DIALECT,
          OpenLit.DIALECT,
          Opik.DIALECT,
          Agentgateway.DIALECT,
          Engines.DIALECT,
          Mcp.DIALECT,
          Otel.DIALECT);

  public static final int OTEL_GENAI = DIALECTS.indexOf(OtelGenAi.DIALECT);
  public static final int OPENINFERENCE = DIALECTS.indexOf(OpenInference.DIALECT);
  public static final int OPENLLMETRY = DIALECTS.indexOf(OpenLlmetry.DIALECT);
  public static final int LANGSMITH = DIALECTS.indexOf(LangSmith.DIALECT);
  public static final int GOOGLE_ADK = DIALECTS.indexOf(GoogleAdk.DIALECT);
  public static final int LITELLM = DIALECTS.indexOf(LiteLlm.DIALECT);
  public static final int HAYSTACK = DIALECTS.indexOf(Haystack.DIALECT);
  public static final int SPRING_AI = DIALECTS.indexOf(SpringAi.DIALECT);
  public static final int OPENLIT = DIALECTS.indexOf(OpenLit.DIALECT);
  public static final int MCP = DIALECTS.indexOf(Mcp.DIALECT);
  public static final int OTEL = DIALECTS.indexOf(Otel.DIALECT);

  /// In the order in which a span is tried for proof (semconv §2.2): the more particular first.
  /// `gen_ai.*` comes late because every other dialect borrows from it.
  public static final List<Integer> DETECTION =
      Stream.of(
              Langfuse.DIALECT,
              LangSmith.DIALECT,
              VercelAi.DIALECT,
              SpringAi.DIALECT,
              Mlflow.DIALECT,
              LiteLlm.DIALECT,
              GoogleAdk.DIALECT,
              Codex.DIALECT,
              ClaudeCode.DIALECT,
              GeminiCli.DIALECT,
              AgentFramework.DIALECT,
              AutoGen.DIALECT,
              AgentScope.DIALECT,
              Haystack.DIALECT,
              Mastra.DIALECT,
              Strands.DIALECT,
              OpenLit.DIALECT,
              Opik.DIALECT,
              Agentgateway.DIALECT,
              Engines.DIALECT,
              OpenInference.DIALECT,
              OpenLlmetry.DIALECT,
              CrewAi.DIALECT,
              LogfireAgents.DIALECT,
              PydanticAi.DIALECT,
              LoongSuite.DIALECT,
              Dify.DIALECT,
              Mcp.DIALECT,
              OtelGenAi.DIALECT)
          .map(DIALECTS::indexOf)
          .toList();

  private static final int LETTERS = 26;
  private static final Map<String, Rule> BY_KEY = byKey();
  private static final List<Map<String, Rule>> PLAIN = plain();
  private static final List<List<Rule>> BY_FIRST_LETTER = byFirstLetter();

  private RuleBook() {}

  private static Map<String, Rule> byKey() {
    var rules = new HashMap<String, Rule>();
    for (int d = 0; d < DIALECTS.size(); d++) {
      for (var row : DIALECTS.get(d).rows()) {
        int rank = 0;
        for (var key : row.keys()) {
          var rule = new Rule(key, d, row.field(), rank++, row.shows(), false);
          if (rules.putIfAbsent(key, rule) != null) {
            throw new IllegalStateException("key " + key + ": two rules (expected: one)");
          }
        }
      }
    }
    return rules;
  }

  private static List<Map<String, Rule>> plain() {
    var all = new ArrayList<Map<String, Rule>>();
    for (int d = 0; d < DIALECTS.size(); d++) {
      var rules = new HashMap<String, Rule>();
      for (var row : DIALECTS.get(d).plain()) {
        int rank = 0;
        for (var key : row.keys()) {
          rules.put(key, new Rule(key, d, row.field(), rank++, false, true));
        }
      }
      all.add(Map.copyOf(rules));
    }
    return all;
  }

  private static List<List<Rule>> byFirstLetter() {
    var rules = new ArrayList<List<Rule>>();
    for (int letter = 0; letter < LETTERS; letter++) {
      rules.add(new ArrayList<>());
    }
    for (int d = 0; d < DIALECTS.size(); d++) {
      for (var row : DIALECTS.get(d).indexed()) {
        int rank = 0;
        for (var prefix : row.keys()) {
          rules
              .get(prefix.charAt(0) - 'a')
              .add(new Rule(prefix, d, row.field(), rank++, row.shows(), false));
        }
      }
    }
    return rules;
  }

  /// The rule of a key in a scope that speaks `dialect` (-1: nobody knows); `null` when the key
  /// means nothing there.
  public static @Nullable Rule rule(String key, int dialect) {
    var own = dialect < 0 ? null : PLAIN.get(dialect).get(key);
    return own == null ? BY_KEY.get(key) : own;
  }

  /// The rule of an indexed field such as `llm.input_messages.0.message.role`.
  public static @Nullable Rule indexedRule(String key) {
    if (key.isEmpty()) {
      return null;
    }
    int letter = key.charAt(0) - 'a';
    if (letter < 0 || letter >= LETTERS) {
      return null;
    }
    for (var rule : BY_FIRST_LETTER.get(letter)) {
      int at = rule.key().length();
      if (key.length() > at && isDigit(key.charAt(at)) && key.startsWith(rule.key())) {
        return rule;
      }
    }
    return null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The dialect that the scope names, or -1.
  public static int dialectOf(String scope) {
    for (int d : DETECTION) {
      if (DIALECTS.get(d).speaks(scope)) {
        return d;
      }
    }
    return -1;
  }
}
