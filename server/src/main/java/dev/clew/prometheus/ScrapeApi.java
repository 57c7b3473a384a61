// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.http.Endpoint;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.util.List;

/// How the scraping of targets goes.
public final class ScrapeApi {

  private final Scraper scraper;

  public ScrapeApi(Scraper scraper) {
    this.scraper = scraper;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/scrape",
            "Configured targets and how their last scrape went",
            List.of(),
            this::targets));
  }

  private Reply targets(Request request) {
    var all = scraper.statuses(request.project());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("targets");
          for (var one : all) {
            var result = one.result();
            json.writeStartObject();
            json.writeStringField("job", one.job());
            json.writeStringField("url", one.url());
            Reply.writePojo(json, "labels", one.labels());
            json.writeStringField(
                "state", result.time() == null ? "waiting" : result.up() ? "up" : "down");
            Reply.writeField(
                json, "last_scrape", result.time() == null ? null : result.time().toString());
            json.writeNumberField("duration_ms", Math.round(result.seconds() * 1_000));
            json.writeNumberField("samples", result.samples());
            Reply.writeField(json, "last_error", result.error());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
