// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.prices.Prices.Priceable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The prices that projects set themselves, in the metadata database. Read by every analysis, so
/// they are kept in memory.
final class OwnPrices {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Every analysis reads them all.
  private static final int MOST = 1_000;

  private final Metadata metadata;
  private final Map<String, List<OwnPrice>> byProject = new ConcurrentHashMap<>();

  OwnPrices(Metadata metadata) {
    this.metadata = metadata;
  }

  /// Those for a region first, then those that hold from the latest moment.
  List<OwnPrice> of(String project) {
    return byProject.computeIfAbsent(project, this::read);
  }

  private List<OwnPrice> read(String project) {
    return metadata
        .query(
            "SELECT id, provider, model, region, currency, rates, valid_from, window, note, created_at FROM prices WHERE project = ?",
            row ->
                new OwnPrice(
                    row.text(1),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    rates(row.text(6)),
                    Instant.parse(row.text(7)),
                    row.number(8),
                    row.text(9),
                    row.text(10)),
            project)
        .stream()
        .sorted(
            Comparator.comparingInt((OwnPrice own) -> own.region().length())
                .thenComparing(OwnPrice::validFrom)
                .thenComparing(OwnPrice::createdAt)
                .reversed())
        .toList();
  }

  /// @throws AppException CONFLICT when the project has as many as it may have
  synchronized void add(String project, OwnPrice price) {
    if (of(project).size() >= MOST) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "prices: this project has %d already (expected: at most that many; remove some, or let one price cover many models with `*`)"
              .formatted(MOST));
    }
    metadata.update(
        "INSERT INTO prices (id, project, provider, model, currency, rates, valid_from, window, note, created_at, region) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        price.id(),
        project,
        price.provider(),
        price.model(),
        price.currency(),
        text(price.rates()),
        price.validFrom().toString(),
        price.window(),
        price.note(),
        price.createdAt(),
        price.region());
    byProject.remove(project);
  }

  /// False when the project has no such price.
  boolean remove(String project, String id) {
    int removed = metadata.update("DELETE FROM prices WHERE id = ? AND project = ?", id, project);
    byProject.remove(project);
    return removed > 0;
  }

  @Nullable Price find(String project, Priceable call, List<String> names) {
    for (var own : of(project)) {
      for (var name : names) {
        if (own.covers(call, name)) {
          return own.price();
        }
      }
    }
    return null;
  }

  private static Map<PriceClass, Rate> rates(String json) {
    try {
      return BookReader.rates(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("prices: " + json, e);
    }
  }

  private static String text(Map<PriceClass, Rate> rates) {
    return rates.entrySet().stream()
        .map(rate -> "\"%s\":%s".formatted(rate.getKey().label(), rate.getValue().at(0)))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
