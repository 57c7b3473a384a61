// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.filter.FilterParser;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.List;

/// Routes that compare.
public final class CompareApi {

  private final Store store;

  public CompareApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/compare",
            "In what the traces of `q` differ from those of `other`, the most telling first",
            List.of(
                Parameter.FILTER,
                Parameter.FROM,
                Parameter.TO,
                new Parameter(
                    "other", "string", "filter of the second set; default: all that `q` leaves"),
                new Parameter("other_from", "string", "default: from"),
                new Parameter("other_to", "string", "default: to")),
            this::sets),
        Endpoint.get(
            "/api/v1/compare/traces",
            "Two traces side by side: spans with one name under one parent together, aligned",
            List.of(
                new Parameter("a", "string", "trace id; required"),
                new Parameter("b", "string", "trace id; required")),
            this::traces));
  }

  private Reply sets(Request request) {
    store.refresh(request);
    var range = request.range();
    var otherRange = request.range("other_from", "other_to", range);
    var wanted = request.filter();
    var other = other(request, wanted, range, otherRange);
    var sides = Sides.read(store, request, wanted, range, other, otherRange);
    var given = Given.by(wanted, other);
    return Reply.json(
        json -> {
          Reply.writeField(json, "a", (long) sides.a().size());
          Reply.writeField(json, "b", (long) sides.b().size());
          Reply.writeField(json, "sampled_at_most", (long) Sides.SAMPLE);
          json.writeArrayFieldStart("differences");
          for (var difference : Comparison.of(store, request, sides)) {
            write(json, difference, given.contains(difference.field()));
          }
          json.writeEndArray();
        });
  }

  /// What is compared with. In another period the same filter means before and after.
  private static Filter other(
      Request request, Filter wanted, TimeRange range, TimeRange otherRange) {
    var other = request.text("other");
    if (other != null) {
      return FilterParser.parse(other);
    }
    boolean isAll = wanted instanceof Filter.And(var all) && all.isEmpty();
    if (!range.equals(otherRange)) {
      return wanted;
    }
    if (isAll) {
      throw new AppException(
          ErrorCode.INVALID,
          "q: missing (expected: a filter for the first set, such as has:error, or another period in other_from and other_to)");
    }
    return new Filter.Not(wanted);
  }

  /// @param isGiven whether the sets were chosen by it
  private static void write(JsonGenerator json, Difference difference, boolean isGiven)
      throws IOException {
    json.writeStartObject();
    Reply.writeField(json, "field", difference.field());
    switch (difference) {
      case Difference.Value value -> {
        Reply.writeField(json, "value", value.value());
        Reply.writeField(json, "a_share", value.a());
        Reply.writeField(json, "b_share", value.b());
      }
      case Difference.Figure figure -> {
        Reply.writeField(json, "unit", figure.unit());
        Reply.writeField(json, "a_median", figure.a());
        Reply.writeField(json, "b_median", figure.b());
      }
    }
    json.writeBooleanField("given", isGiven);
    Reply.writeField(json, "separation", difference.separation());
    Reply.writeField(json, "sentence", difference.sentence());
    Reply.writeField(json, "q", difference.q());
    json.writeEndObject();
  }

  private Reply traces(Request request) {
    store.refresh(request);
    var a = TraceTree.read(store, request, id(request, "a"));
    var b = TraceTree.read(store, request, id(request, "b"));
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("rows");
          for (var row : Alignment.of(a, b)) {
            row.write(json);
          }
          json.writeEndArray();
        });
  }

  private static TraceId id(Request request, String name) {
    var text = request.text(name, "");
    var id = TraceId.parse(text);
    if (id == null) {
      throw new AppException(
          ErrorCode.INVALID, "%s: %s (expected: 32 hexadecimal digits)".formatted(name, text));
    }
    return id;
  }
}
