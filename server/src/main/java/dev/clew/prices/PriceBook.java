// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The bundled price lists of providers. Read once, shared by all threads.
public final class PriceBook {

  private static final int REMEMBERED = 10_000;

  /// Longer names are no model's: what senders make up must not fill the memory.
  private static final int LONGEST_NAME = 200;

  /// Whose list is asked when only the model is known, and several have it.
  private static final List<String> FIRST_ASKED =
      List.of("openai", "anthropic", "google", "deepseek", "mistral", "dashscope", "cohere");

  private final String version;
  private final Map<String, ProviderPrices> providers;
  private final Map<String, Optional<Found>> remembered = new ConcurrentHashMap<>();

  PriceBook(String version, Map<String, ProviderPrices> providers) {
    this.version = version;
    this.providers = providers;
  }

  /// One provider's list.
  ///
  /// @param source the open list it was taken from
  /// @param names what telemetry calls the provider
  /// @param modelsLike models that are this provider's when no provider is named
  /// @param fallback providers whose list holds for models that this one lacks
  /// @param apart regions with a list of their own, where the usual prices do not hold
  /// @param models those for a region first, the most particular before the others
  record ProviderPrices(
      String id,
      String source,
      @Nullable ModelMatch names,
      @Nullable ModelMatch modelsLike,
      List<String> fallback,
      List<String> apart,
      List<BookEntry> models) {

    ProviderPrices {
      models =
          models.stream()
              .sorted(Comparator.comparingInt(entry -> -entry.region().length()))
              .toList();
    }

    boolean covers(BookEntry entry, String region) {
      return entry.region().isEmpty()
          ? apart.stream().noneMatch(other -> BookEntry.isWithin(region, other))
          : BookEntry.isWithin(region, entry.region());
    }

    boolean isCalled(String name) {
      return id.equals(name) || (names != null && names.test(name));
    }

    boolean hasModelsLike(String model) {
      return modelsLike != null && modelsLike.test(model);
    }
  }

  private record Found(ProviderPrices provider, BookEntry entry) {}

  /// The bundled book.
  public static PriceBook bundled() {
    return BookReader.read();
  }

  /// The date of the book.
  public String version() {
    return version;
  }

  Iterable<ProviderPrices> providers() {
    return providers.values();
  }

  /// @param provider as telemetry names it; may be empty
  /// @param tier of the service, such as `flex` or `batch`; empty for the usual one
  /// @param region where the provider runs the model; empty when unknown
  public @Nullable Price find(
      String provider, String model, Instant at, String tier, String region) {
    var found = lookUp(provider.toLowerCase(Locale.ROOT), model, region.toLowerCase(Locale.ROOT));
    if (found == null) {
      return null;
    }
    var rates = found.entry().rates(at, tier.toLowerCase(Locale.ROOT));
    return rates.isEmpty()
        ? null
        : new Price(
            found.provider().id(),
            found.entry().id(),
            rates,
            found.entry().currency(),
            version,
            "book",
            found.entry().window());
  }

  private @Nullable Found lookUp(String provider, String model, String region) {
    if (provider.length() + model.length() + region.length() > LONGEST_NAME) {
      return search(provider, model, region);
    }
    if (remembered.size() > REMEMBERED) {
      remembered.clear();
    }
    return remembered
        .computeIfAbsent(
            provider + "\n" + model + "\n" + region,
            _ -> Optional.ofNullable(search(provider, model, region)))
        .orElse(null);
  }

  private @Nullable Found search(String provider, String model, String region) {
    var names = ModelNames.candidates(model);
    for (var list : inOrder(provider, model)) {
      for (boolean isRegional : new boolean[] {true, false}) {
        for (var name : names) {
          for (var entry : list.models()) {
            if (entry.region().isEmpty() != isRegional
                && list.covers(entry, region)
                && entry.match().test(name)) {
              return new Found(list, entry);
            }
          }
        }
      }
    }
    return null;
  }

  /// The lists to ask: of the provider that is named, of those it resells, of the one that stands
  /// before the model's name, of the one that makes such models.
  private List<ProviderPrices> inOrder(String provider, String model) {
    var lists = new ArrayList<ProviderPrices>();
    boolean isNamed = addNamed(lists, provider);
    isNamed |= addNamed(lists, ModelNames.providerIn(model));
    if (!isNamed || lists.isEmpty()) {
      var names = ModelNames.candidates(model);
      for (var list : providers.values()) {
        if (names.stream().anyMatch(list::hasModelsLike)) {
          lists.add(list);
        }
      }
      FIRST_ASKED.stream().flatMap(id -> Stream.ofNullable(providers.get(id))).forEach(lists::add);
    }
    return lists;
  }

  private boolean addNamed(List<ProviderPrices> lists, String name) {
    if (name.isEmpty()) {
      return false;
    }
    var exact = providers.get(name);
    var list =
        exact != null
            ? exact
            : providers.values().stream()
                .filter(one -> one.isCalled(name))
                .findFirst()
                .orElse(null);
    if (list == null) {
      return false;
    }
    lists.add(list);
    list.fallback().forEach(other -> addNamed(lists, other));
    return true;
  }
}
