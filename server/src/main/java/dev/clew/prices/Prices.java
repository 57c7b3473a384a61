// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import dev.clew.admin.Metadata;
import dev.clew.model.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a call costs: a price of the project's own where there is one, else the bundled book.
public final class Prices {

  private static final String THINKING = "thinking";

  private final PriceBook book;
  private final ExchangeRates exchange;
  private final OwnPrices own;

  public Prices(Metadata metadata) {
    book = PriceBook.bundled();
    exchange = ExchangeRates.bundled();
    own = new OwnPrices(metadata);
  }

  /// A call as far as its price depends on it.
  ///
  /// @param responseModel the model that answered; empty when it was not said
  /// @param tier of the service, such as `flex`; empty for the usual one
  /// @param region where the provider runs the model; empty when unknown
  public record Priceable(
      String provider,
      String requestModel,
      String responseModel,
      String tier,
      String region,
      Instant at,
      long durationNs,
      Usage usage) {}

  /// A price and what a call cost by it.
  ///
  /// @param cost `null` when the tokens or the currency are not known
  public record Priced(Price price, @Nullable Cost cost) {}

  /// `null` when nobody knows a price: that is not a price of nothing.
  public @Nullable Priced price(String project, Priceable call) {
    var price = find(project, call);
    if (price == null) {
      return null;
    }
    double usd = exchange.usd(price.currency(), call.at());
    return new Priced(
        price, Double.isNaN(usd) ? null : Cost.of(price, call.usage(), call.durationNs(), usd));
  }

  /// US dollars per token of a call, or `null`.
  public Price.@Nullable PerToken perToken(Price price, long inputTokens, Instant at) {
    double usd = exchange.usd(price.currency(), at);
    return Double.isNaN(usd) ? null : price.perToken(inputTokens, usd);
  }

  private @Nullable Price find(String project, Priceable call) {
    // What was asked for names the price as well as what answered, and sometimes better.
    for (var model : new String[] {call.responseModel(), call.requestModel()}) {
      if (!model.isEmpty()) {
        var ownPrice = own.find(project, call, ModelNames.candidates(model));
        if (ownPrice != null) {
          return ownPrice;
        }
      }
    }
    for (var model : new String[] {call.responseModel(), call.requestModel()}) {
      if (!model.isEmpty()) {
        var listed = book.find(call.provider(), model, call.at(), tier(call), call.region());
        if (listed != null) {
          return listed;
        }
      }
    }
    return null;
  }

  /// Some lists have a price for answers that were thought about.
  private static String tier(Priceable call) {
    var reasoning = call.usage().reasoning();
    return call.tier().isEmpty() && reasoning != null && reasoning > 0 ? THINKING : call.tier();
  }

  PriceBook book() {
    return book;
  }

  ExchangeRates exchange() {
    return exchange;
  }

  OwnPrices own() {
    return own;
  }
}
