// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Routes for prices: what the book says, what the project says, and pricing anew what is stored.
public final class PricesApi {

  private final Prices prices;
  private final Repricing repricing;
  private final InstantSource clock;

  public PricesApi(Prices prices, Repricing repricing, InstantSource clock) {
    this.prices = prices;
    this.repricing = repricing;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/prices",
            "Prices of the project and of the bundled book, today's; US dollars per million tokens unless they say otherwise",
            List.of(
                new Parameter("model", "string", "part of a model's or provider's name"),
                Parameter.LIMIT),
            this::list),
        Endpoint.post("/api/v1/prices", "Adds a price of the project", List.of(), this::add)
            .needing(Permission.ADMIN),
        new Endpoint(
            HttpMethod.DELETE,
            "/api/v1/prices/{id}",
            Permission.ADMIN,
            "Removes a price of the project",
            List.of(),
            this::remove),
        Endpoint.post(
                "/api/v1/repricings",
                "Begins to price stored calls anew; answers the job",
                Parameter.RANGE,
                this::reprice)
            .needing(Permission.ADMIN),
        Endpoint.get(
            "/api/v1/repricings",
            "Jobs that priced stored calls anew, the latest first",
            List.of(),
            request ->
                Reply.json(
                    json ->
                        Reply.writePojo(json, "repricings", repricing.list(request.project())))),
        new Endpoint(
            HttpMethod.DELETE,
            "/api/v1/repricings/{id}",
            Permission.ADMIN,
            "Stops a job; what it has priced stays priced",
            List.of(),
            request -> {
              repricing.cancel(request.project(), request.path().getOrDefault("id", ""));
              return Reply.json(json -> json.writeBooleanField("stopped", true));
            }));
  }

  private Reply list(Request request) {
    var wanted = request.text("model", "").toLowerCase(Locale.ROOT);
    int limit = request.limit();
    return Reply.json(
        json -> {
          json.writeStringField("version", prices.book().version());
          json.writeArrayFieldStart("own");
          for (var own : prices.own().of(request.project())) {
            if ((own.provider() + "/" + own.model()).toLowerCase(Locale.ROOT).contains(wanted)) {
              write(json, own);
            }
          }
          json.writeEndArray();
          json.writeArrayFieldStart("book");
          writeBook(json, wanted, limit);
          json.writeEndArray();
          Reply.writePojo(json, "currencies", prices.exchange().currencies());
        });
  }

  private void writeBook(JsonGenerator json, String wanted, int limit) throws IOException {
    int written = 0;
    for (var provider : prices.book().providers()) {
      for (var entry : provider.models()) {
        var name = provider.id() + "/" + entry.id();
        if (written < limit && name.toLowerCase(Locale.ROOT).contains(wanted)) {
          json.writeStartObject();
          json.writeStringField("provider", provider.id());
          json.writeStringField("model", entry.id());
          json.writeStringField(
              "source", entry.source().isEmpty() ? provider.source() : entry.source());
          writeRegion(json, entry.region());
          json.writeStringField("currency", entry.currency());
          writeRates(json, entry.rates(clock.instant(), ""));
          writeWindow(json, entry.window());
          json.writeEndObject();
          written++;
        }
      }
    }
  }

  private static void write(JsonGenerator json, OwnPrice own) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", own.id());
    json.writeStringField("provider", own.provider());
    json.writeStringField("model", own.model());
    writeRegion(json, own.region());
    json.writeStringField("currency", own.currency());
    writeRates(json, own.rates());
    json.writeStringField("valid_from", own.validFrom().toString());
    writeWindow(json, own.window());
    json.writeStringField("note", own.note());
    json.writeStringField("created_at", own.createdAt());
    json.writeEndObject();
  }

  private static void writeRegion(JsonGenerator json, String region) throws IOException {
    if (!region.isEmpty()) {
      json.writeStringField("region", region);
    }
  }

  private static void writeWindow(JsonGenerator json, long window) throws IOException {
    if (window > 0) {
      json.writeNumberField("window", window);
    }
  }

  /// A number, or steps as [[above, price], …] where the price depends on the length of the prompt.
  private static void writeRates(JsonGenerator json, Map<PriceClass, Rate> rates)
      throws IOException {
    json.writeObjectFieldStart("rates");
    for (var priced : PriceClass.values()) {
      var rate = rates.get(priced);
      if (rate == null) {
        continue;
      }
      json.writeFieldName(priced.label());
      if (rate.steps().size() == 1) {
        json.writeNumber(rate.steps().getFirst().price());
      } else {
        json.writeStartArray();
        for (var step : rate.steps()) {
          json.writeArray(new double[] {step.above(), step.price()}, 0, 2);
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private Reply add(Request request) {
    var price = PriceInput.read(request.json(), prices.exchange().currencies(), clock.instant());
    prices.own().add(request.project(), price);
    return Reply.json(
        json -> {
          json.writeFieldName("price");
          write(json, price);
        });
  }

  private Reply remove(Request request) {
    if (!prices.own().remove(request.project(), request.path().getOrDefault("id", ""))) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such price");
    }
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private Reply reprice(Request request) {
    var job = repricing.begin(request.project(), request.range());
    return Reply.json(json -> Reply.writePojo(json, "repricing", job));
  }
}
