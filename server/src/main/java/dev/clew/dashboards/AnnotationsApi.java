// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Routes for annotations: those that were sent, and changes of alerts.
final class AnnotationsApi {

  private static final String ALL = "/api/v1/annotations";

  private final Annotations notes;
  private final AlertMoments alerts;
  private final InstantSource clock;

  AnnotationsApi(Annotations notes, AlertMoments alerts, InstantSource clock) {
    this.notes = notes;
    this.alerts = alerts;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            ALL,
            "What happened in a range, the latest first",
            List.of(
                Parameter.FROM,
                Parameter.TO,
                Parameter.LIMIT,
                new Parameter("tags", "string", "only those with one of these, by commas")),
            this::list),
        Endpoint.post(ALL, "Notes that something happened", List.of(), this::add)
            .needing(Permission.SEND),
        new Endpoint(
            HttpMethod.DELETE,
            ALL + "/{id}",
            Permission.ADMIN,
            "Removes an annotation",
            List.of(),
            this::remove));
  }

  private Reply list(Request request) {
    int limit = request.limit();
    var tags = List.of(request.text("tags", "").split(","));
    boolean isForAll = request.text("tags") == null;
    var range = request.range();
    var all = new ArrayList<>(notes.within(request.project(), range, limit));
    for (var moment : alerts.within(request.project(), range, limit)) {
      all.add(
          new Annotation(
              moment.id(),
              "alert",
              moment.at(),
              null,
              moment.title(),
              "",
              List.of("alert", moment.phase()),
              moment.link()));
    }
    var shown =
        all.stream()
            .filter(one -> isForAll || one.tags().stream().anyMatch(tags::contains))
            .sorted(Comparator.comparing(Annotation::from).reversed())
            .limit(limit)
            .toList();
    return Reply.json(json -> Reply.writePojo(json, "annotations", shown));
  }

  private Reply add(Request request) {
    var note = AnnotationInput.read(request.json(), clock.instant());
    var added = notes.add(request.project(), note);
    return Reply.json(json -> Reply.writePojo(json, "annotation", added));
  }

  private Reply remove(Request request) {
    notes.remove(request.project(), request.path().getOrDefault("id", ""));
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }
}
