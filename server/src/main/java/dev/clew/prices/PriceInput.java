// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Reads a price that somebody sends, strictly: a wrong price would be wrong on every call.
final class PriceInput {

  private static final int MAX_TEXT = 200;
  private static final double MAX_RATE = 1e6;
  private static final Set<String> FIELDS =
      Set.of("provider", "model", "region", "currency", "rates", "valid_from", "window", "note");

  private PriceInput() {}

  /// @throws AppException that names the field and what is expected
  static OwnPrice read(JsonNode body, Set<String> currencies, Instant now) {
    for (var field : body.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw invalid(field.getKey(), "of " + FIELDS.stream().sorted().toList());
      }
    }
    var model = text(body, "model");
    if (model.isEmpty()) {
      throw invalid("model", "the name of a model, * stands for anything");
    }
    var currency = body.path("currency").asText(ExchangeRates.USD);
    if (!currencies.contains(currency)) {
      throw invalid("currency", "of " + currencies);
    }
    long window = body.path("window").asLong(0);
    if (window < 0 || window > Integer.MAX_VALUE) {
      throw invalid("window", "tokens, 0 for unknown");
    }
    return new OwnPrice(
        UUID.randomUUID().toString(),
        text(body, "provider"),
        model,
        text(body, "region").toLowerCase(Locale.ROOT),
        currency,
        rates(body.path("rates")),
        validFrom(body.path("valid_from"), now),
        window,
        text(body, "note"),
        now.toString());
  }

  private static Map<PriceClass, Rate> rates(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      throw invalid("rates", "prices by class, such as {\"input\": 3, \"output\": 15}");
    }
    var rates = new EnumMap<PriceClass, Rate>(PriceClass.class);
    for (var field : node.properties()) {
      var priced = PriceClass.of(field.getKey());
      if (priced == null) {
        throw invalid("rates." + field.getKey(), "of " + classes());
      }
      double rate = field.getValue().isNumber() ? field.getValue().asDouble() : -1;
      if (!(rate >= 0 && rate <= MAX_RATE)) {
        throw invalid("rates." + field.getKey(), "a number from 0 to 1,000,000");
      }
      rates.put(priced, Rate.of(rate));
    }
    if (!rates.containsKey(PriceClass.INPUT)
        && !rates.containsKey(PriceClass.REQUESTS)
        && !rates.containsKey(PriceClass.HOURS)) {
      throw invalid("rates", "input, requests or hours");
    }
    return rates;
  }

  private static Instant validFrom(JsonNode node, Instant now) {
    if (node.isMissingNode() || node.isNull()) {
      return now;
    }
    var text = node.asText();
    try {
      return Instant.parse(text.length() == "2026-01-01".length() ? text + "T00:00:00Z" : text);
    } catch (DateTimeParseException e) {
      throw new AppException(
          ErrorCode.INVALID,
          "valid_from: %s (expected: 2026-01-31 or 2026-01-31T12:00:00Z)".formatted(text),
          e);
    }
  }

  private static String text(JsonNode body, String field) {
    var text = body.path(field).asText("").strip();
    if (text.length() > MAX_TEXT) {
      throw invalid(field, "at most %d characters".formatted(MAX_TEXT));
    }
    return text;
  }

  private static List<String> classes() {
    return Arrays.stream(PriceClass.values()).map(PriceClass::label).toList();
  }

  private static AppException invalid(String field, String expected) {
    return new AppException(ErrorCode.INVALID, "%s: (expected: %s)".formatted(field, expected));
  }
}
