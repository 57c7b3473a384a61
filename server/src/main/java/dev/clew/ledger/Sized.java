// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.ledger.accounting.Segment;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A piece of a message or a definition without its text: what it is and how long.
///
/// @param key of its content
/// @param tool whose definition, arguments or result it is; empty when unknown
record Sized(
    Segment.Kind kind, long key, String tool, String callId, Map<Tokenizer, Double> tokens) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Sized of(Part part, Collection<Tokenizer> tokenizers) {
    return new Sized(
        part.kind(),
        key(part.text()),
        part.tool(),
        part.callId(),
        count(part.text(), part.extraTokens(), tokenizers));
  }

  /// @param recalled what is looked for in it
  static List<Sized> message(
      String body,
      long length,
      boolean isCut,
      Recalled recalled,
      Collection<Tokenizer> tokenizers) {
    return Part.of(body, length, isCut).stream()
        .flatMap(part -> recalled.split(part).stream())
        .map(part -> of(part, tokenizers))
        .toList();
  }

  /// @param json an offered tool in whatever shape the provider takes
  static Sized tool(String json, Collection<Tokenizer> tokenizers) {
    return new Sized(
        Segment.Kind.TOOLDEF, key(json), toolName(json), "", count(json, 0, tokenizers));
  }

  static Sized text(Segment.Kind kind, String text, Collection<Tokenizer> tokenizers) {
    return new Sized(kind, key(text), "", "", count(text, 0, tokenizers));
  }

  static long key(String text) {
    return Hashing.xxh3_64().hashCharsToLong(text);
  }

  static String toolName(String json) {
    try {
      return toolName(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /// `name`, or that of the function in it.
  static String toolName(JsonNode tool) {
    var name = tool.path("name").asText("");
    if (!name.isEmpty()) {
      return name;
    }
    name = tool.path("function").path("name").asText("");
    return name.isEmpty() ? tool.path("toolSpec").path("name").asText("") : name;
  }

  private static Map<Tokenizer, Double> count(
      String text, double more, Collection<Tokenizer> tokenizers) {
    var counts = new EnumMap<Tokenizer, Double>(Tokenizer.class);
    for (var tokenizer : tokenizers) {
      counts.put(tokenizer, tokenizer.count(text) + more);
    }
    return counts;
  }

  /// Tokens by the tokenizer; one that was not asked for estimates by bytes.
  double tokens(Tokenizer tokenizer) {
    return tokens.getOrDefault(tokenizer, 0.0);
  }
}
