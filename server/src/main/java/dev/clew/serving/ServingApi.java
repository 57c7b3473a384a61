// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.serving.Answered.Calls;
import dev.clew.serving.Answered.Place;
import dev.clew.serving.Fleet.Member;
import dev.clew.serving.ServingSettings.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Model servers and GPUs over a period: how full, how fast, how dear, how good.
public final class ServingApi {

  private static final int MAX_MEMBERS = 500;

  /// Steps of the small charts of a list, and of the charts of one server.
  private static final int FEW_STEPS = 40;

  private static final int STEPS = 120;
  private static final int MAX_GPUS = 16;

  /// What a list shows over time.
  private static final List<Measure> SHOWN =
      List.of(Measure.WAITING, Measure.KV_USAGE, Measure.OUTPUT_TOKENS);

  private static final List<Measure> GENERATED = List.of(Measure.OUTPUT_TOKENS);
  private static final List<Measure> ALL = List.of(Measure.values());

  private final Store store;
  private final Serving serving;

  public ServingApi(Store store, Serving serving) {
    this.store = store;
    this.serving = serving;
  }

  public List<Endpoint> endpoints() {
    var own =
        Stream.of(
            Endpoint.get(
                "/api/v1/serving",
                "Model servers and GPUs: saturation, KV cache, cache hits, tokens per second and GPU, cost of a million tokens, goodput by class",
                Parameter.RANGE,
                this::fleet),
            Endpoint.get(
                "/api/v1/serving/server",
                "One model server: its measures over time, its GPUs, the calls it answered",
                List.of(
                    new Parameter("id", "string", "instance, as /serving names it; required"),
                    Parameter.FROM,
                    Parameter.TO),
                this::one));
    return Stream.concat(own, new ServingSettingsApi(serving).endpoints().stream()).toList();
  }

  private Reply fleet(Request request) {
    store.refresh(request);
    var range = request.range();
    var fleet = serving.queues().fleet(request.project());
    var setting = serving.settings().of(request.project());
    var step = History.stepMs(range, FEW_STEPS);
    var history = History.read(store, request, range, fleet.servers(), SHOWN, step);
    var answered = Answered.read(store, request, range, fleet, setting, step);
    long from = from(request, step);
    var figures = figures(request, fleet, GpuUsers.of(fleet), history, setting);
    return Reply.json(
        json -> {
          json.writeNumberField("step_ms", step);
          json.writeArrayFieldStart("servers");
          for (var server : fleet.servers().stream().limit(MAX_MEMBERS).toList()) {
            json.writeStartObject();
            figures.server(json, server);
            calls(json, answered.of(server.id(), setting), setting);
            var points = history.of(server, SHOWN, from);
            for (var measure : SHOWN) {
              ServerFigures.points(
                  json, measure.label() + "_points", points.getOrDefault(measure, new TreeMap<>()));
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("gpus");
          for (var gpu : fleet.gpus().stream().limit(MAX_MEMBERS).toList()) {
            json.writeStartObject();
            figures.gpu(json, gpu);
            json.writeEndObject();
          }
          json.writeEndArray();
          places(json, "unplaced", answered.unplaced());
        });
  }

  /// @param history of the tokens that servers generated, in few steps
  private ServerFigures figures(
      Request request, Fleet fleet, GpuUsers users, History history, Setting setting) {
    var figures = Figures.read(store, request, request.range(), fleet);
    long from = from(request, History.stepMs(request.range(), FEW_STEPS));
    return new ServerFigures(
        figures, new GpuShares(users, new Generated(figures, history, from)), setting);
  }

  /// The tokens that servers generated.
  private record Generated(Figures figures, History history, long fromMs)
      implements GpuShares.Work {

    @Override
    public boolean isSeen(Member server) {
      return figures.isSeen(server);
    }

    @Override
    public double tokens(Member server) {
      return figures.grown(server, Measure.OUTPUT_TOKENS);
    }

    @Override
    public Map<Long, Double> rates(Member server) {
      return history
          .of(server, GENERATED, fromMs)
          .getOrDefault(Measure.OUTPUT_TOKENS, new TreeMap<>());
    }
  }

  private static long from(Request request, long stepMs) {
    return request.range().from().toEpochMilli() / stepMs * stepMs;
  }

  private static void calls(JsonGenerator json, Calls calls, Setting setting) throws IOException {
    var total = calls.total();
    Reply.writeField(json, "calls", total.all());
    Reply.writeField(json, "timed_calls", total.timed());
    Reply.writeField(json, "q", calls.q().isEmpty() ? null : calls.q());
    json.writeArrayFieldStart("goodput");
    if (total.timed() > 0) {
      for (int i = 0; i < setting.classes().size(); i++) {
        json.writeStartObject();
        json.writeStringField("class", setting.classes().get(i).name());
        Reply.writeField(json, "share", total.good().get(i) / (double) total.timed());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    Reply.writeField(json, "verdicts", calls.verdicts());
  }

  private static void places(JsonGenerator json, String name, Calls calls) throws IOException {
    json.writeArrayFieldStart(name);
    for (Map.Entry<Place, Long> place : calls.places()) {
      json.writeStartObject();
      json.writeStringField("endpoint", place.getKey().endpoint());
      json.writeStringField("model", place.getKey().model());
      json.writeStringField("matched_by", place.getKey().by());
      json.writeNumberField("calls", place.getValue());
      json.writeStringField("q", place.getKey().q());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Reply one(Request request) {
    store.refresh(request);
    var id = request.text("id", "");
    var fleet = serving.queues().fleet(request.project());
    var server =
        fleet.servers().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(id, fleet));
    var setting = serving.settings().of(request.project());
    var range = request.range();
    var step = History.stepMs(range, STEPS);
    var users = GpuUsers.of(fleet);
    var gpus = users.gpusOf(server).stream().limit(MAX_GPUS).toList();
    var members = Stream.concat(Stream.of(server), gpus.stream()).toList();
    var history = History.read(store, request, range, members, ALL, step);
    var calls = Answered.read(store, request, range, fleet, setting, step).of(id, setting);
    var generated =
        History.read(
            store,
            request,
            range,
            users.around(server),
            GENERATED,
            History.stepMs(range, FEW_STEPS));
    var figures = figures(request, fleet, users, generated, setting);
    long from = from(request, step);
    return Reply.json(
        json -> {
          json.writeNumberField("step_ms", step);
          json.writeObjectFieldStart("server");
          figures.server(json, server);
          calls(json, calls, setting);
          json.writeEndObject();
          measures(json, history, server, from);
          json.writeArrayFieldStart("gpus");
          for (var gpu : gpus) {
            json.writeStartObject();
            figures.gpu(json, gpu);
            measures(json, history, gpu, from);
            json.writeEndObject();
          }
          json.writeEndArray();
          goodput(json, calls, setting);
          places(json, "places", calls);
        });
  }

  private static AppException unknown(String id, Fleet fleet) {
    var known =
        fleet.servers().stream().map(Member::id).limit(10).collect(Collectors.joining(", "));
    return new AppException(
        ErrorCode.NOT_FOUND,
        "id: %s (expected: a model server with metrics of the last seven days: %s)"
            .formatted(id, known.isEmpty() ? "none yet" : known));
  }

  private static void measures(JsonGenerator json, History history, Member member, long fromMs)
      throws IOException {
    json.writeArrayFieldStart("measures");
    for (var measure : history.of(member, ALL, fromMs).entrySet()) {
      json.writeStartObject();
      json.writeStringField("measure", measure.getKey().label());
      json.writeStringField("unit", measure.getKey().unitOverTime());
      ServerFigures.points(json, "points", measure.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// By class and step, shares of the calls whose first token is known.
  private static void goodput(JsonGenerator json, Calls calls, Setting setting) throws IOException {
    json.writeArrayFieldStart("goodput_over_time");
    for (int i = 0; i < setting.classes().size(); i++) {
      var shares = new TreeMap<Long, Double>();
      for (var slot : calls.slots().entrySet()) {
        if (slot.getValue().timed() > 0) {
          shares.put(
              slot.getKey(), slot.getValue().good().get(i) / (double) slot.getValue().timed());
        }
      }
      json.writeStartObject();
      json.writeStringField("class", setting.classes().get(i).name());
      ServerFigures.points(json, "points", shares);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
