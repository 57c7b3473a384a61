// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.prices.BookEntry.Dated;
import dev.clew.prices.BookEntry.Hours;
import dev.clew.prices.PriceBook.ProviderPrices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `prices/book.json`, which `scripts/refresh-prices` writes.
final class BookReader {

  private static final String FILE = "/prices/book.json";

  private BookReader() {}

  static PriceBook read() {
    try (var json = BookReader.class.getResourceAsStream(FILE)) {
      var book = new ObjectMapper().readTree(json);
      var providers = new LinkedHashMap<String, ProviderPrices>();
      for (var node : book.path("providers")) {
        var provider = provider(node);
        providers.put(provider.id(), provider);
      }
      return new PriceBook(book.path("version").asText(), providers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProviderPrices provider(JsonNode node) {
    var models = new ArrayList<BookEntry>();
    node.path("models").forEach(model -> models.add(entry(model)));
    var fallback = new ArrayList<String>();
    node.path("fallback").forEach(other -> fallback.add(other.asText()));
    var apart = new ArrayList<String>();
    node.path("apart").forEach(region -> apart.add(region.asText()));
    return new ProviderPrices(
        node.path("id").asText(),
        node.path("source").asText(),
        node.has("names") ? match(node.path("names")) : null,
        node.has("models_like") ? match(node.path("models_like")) : null,
        List.copyOf(fallback),
        List.copyOf(apart),
        models);
  }

  private static BookEntry entry(JsonNode node) {
    var prices = new ArrayList<Dated>();
    node.path("prices").forEach(price -> prices.add(dated(price)));
    return new BookEntry(
        node.path("id").asText(),
        node.path("region").asText(),
        node.path("source").asText(),
        node.path("currency").asText(ExchangeRates.USD),
        match(node.path("match")),
        node.path("window").asLong(),
        prices);
  }

  private static Dated dated(JsonNode node) {
    var daily = node.path("daily");
    // Whatever the condition is called (service_tier, processing, speed), its value names the tier.
    var when = node.path("when");
    return new Dated(
        node.has("from") ? LocalDate.parse(node.path("from").asText()) : null,
        daily.isEmpty() ? null : hours(daily),
        when.isEmpty() ? "" : when.iterator().next().asText(),
        rates(node.path("rates")));
  }

  private static Hours hours(JsonNode daily) {
    return new Hours(
        LocalTime.parse(daily.path(0).asText()), LocalTime.parse(daily.path(1).asText()));
  }

  static Map<PriceClass, Rate> rates(JsonNode node) {
    var rates = new EnumMap<PriceClass, Rate>(PriceClass.class);
    for (var field : node.properties()) {
      var priced = PriceClass.of(field.getKey());
      if (priced != null) {
        rates.put(priced, rate(field.getValue()));
      }
    }
    return rates;
  }

  private static Rate rate(JsonNode node) {
    if (!node.isArray()) {
      return Rate.of(node.asDouble());
    }
    var steps = new ArrayList<Rate.Step>();
    node.forEach(step -> steps.add(new Rate.Step(step.path(0).asLong(), step.path(1).asDouble())));
    return new Rate(steps);
  }

  private static ModelMatch match(JsonNode node) {
    var field = node.properties().iterator().next();
    var text = field.getValue().asText().toLowerCase(Locale.ROOT);
    return switch (field.getKey()) {
      case "equals" -> new ModelMatch.Exactly(text);
      case "starts_with" -> new ModelMatch.Prefix(text);
      case "ends_with" -> new ModelMatch.Suffix(text);
      case "contains" -> new ModelMatch.Part(text);
      case "regex" -> new ModelMatch.Matching(Pattern.compile(field.getValue().asText()));
      case "or" -> new ModelMatch.AnyOf(matches(field.getValue()));
      case "and" -> new ModelMatch.AllOf(matches(field.getValue()));
      default -> throw new IllegalStateException("price book: " + field.getKey());
    };
  }

  private static List<ModelMatch> matches(JsonNode nodes) {
    var matches = new ArrayList<ModelMatch>();
    nodes.forEach(node -> matches.add(match(node)));
    return List.copyOf(matches);
  }
}
