// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.model.Attributes;
import dev.clew.model.RawSpan;
import dev.clew.model.RawSpan.Dropped;
import dev.clew.model.RawSpan.Status;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The span that a gateway would have sent for a request it only logged.
///
/// Its id is a hash of the line, so a line that is sent again makes the same span again. Its parent
/// is the span in the request's `traceparent`: the caller's.
public final class GatewaySpan {

  /// Scopes by which the layer of these spans is known.
  public static final String AI_SCOPE = "clew.access_log.ai";

  public static final String SCOPE = "clew.access_log";

  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  private GatewaySpan() {}

  /// @param resource of the log that held the line
  public static RawSpan of(
      GatewayRequest request, TraceId traceId, String line, Resource resource) {
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    long hash = HASHER.hashBytesToLong(bytes);
    var parent = request.ids().parentId();
    return new RawSpan(
        new RawSpan.Ids(traceId, spanId(hash), parent == null ? SpanId.NONE : parent, "", 0),
        resource,
        new Scope(request.model() == null ? SCOPE : AI_SCOPE, "", Attributes.NONE, ""),
        name(request),
        SpanKind.SERVER,
        request.startNs(),
        request.startNs() + request.durationNs(),
        GatewayAttributes.of(request),
        List.of(),
        List.of(),
        status(request),
        Dropped.NOTHING,
        hash,
        bytes.length);
  }

  /// The id of the span that the line makes.
  public static SpanId idOf(String line) {
    return spanId(HASHER.hashBytesToLong(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static SpanId spanId(long hash) {
    return new SpanId(hash == 0 ? 1 : hash);
  }

  private static String name(GatewayRequest request) {
    var model = request.model();
    var path = pathOf(request.http().path());
    if (model != null) {
      var asked = model.requestModel() == null ? model.responseModel() : model.requestModel();
      var operation = GatewayAttributes.operation(path);
      return asked == null ? operation : operation + " " + asked;
    }
    var method = request.http().method() == null ? "HTTP" : request.http().method();
    return path == null ? method : method + " " + path;
  }

  /// Without the query, which would make a name of every request.
  static @Nullable String pathOf(@Nullable String path) {
    int query = path == null ? -1 : path.indexOf('?');
    return query < 0 || path == null ? path : path.substring(0, query);
  }

  /// What a refusal means depends on the layer: to an API gateway 404 is an answer, to a caller of
  /// a model it is a call that failed.
  private static Status status(GatewayRequest request) {
    var status = request.http().status();
    if (status == null) {
      return Status.UNSET;
    }
    int failsFrom = request.model() == null && !isModelPath(request) ? SERVER_ERROR : CLIENT_ERROR;
    // Envoy logs 0 when the client left before there was an answer.
    boolean failed = status >= failsFrom || status == 0;
    var why = request.http().failure();
    return failed ? new Status(StatusCode.ERROR, why == null ? "" : why) : Status.UNSET;
  }

  private static boolean isModelPath(GatewayRequest request) {
    return GatewayAttributes.modelOperation(pathOf(request.http().path())) != null;
  }
}
