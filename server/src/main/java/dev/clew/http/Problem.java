// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.HttpStatusException;
import dev.clew.engine.EngineException;
import dev.clew.filter.FilterException;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures as `application/problem+json` (RFC 9457). The one place where an exception becomes an
/// answer.
public final class Problem {

  private static final Logger log = LoggerFactory.getLogger(Problem.class);
  private static final MediaType TYPE = MediaType.create("application", "problem+json");

  private Problem() {}

  static Reply of(Throwable failure) {
    return switch (failure) {
      case FilterException filter -> filter(filter);
      case AppException known -> of(known.code(), known.detail(), null);
      case EngineException engine -> of(engine);
      case ContentTooLargeException large ->
          of(
              ErrorCode.TOO_LARGE,
              "body: too large (expected: at most %d bytes)".formatted(large.maxContentLength()),
              null);
      // The request ended before it was whole: mostly nobody is left to read the answer.
      case HttpStatusException _, ClosedStreamException _, AbortedStreamException _ ->
          of(ErrorCode.INVALID, "the request is not whole", null);
      default -> bug(failure);
    };
  }

  public static Reply of(ErrorCode code, String detail) {
    return of(code, detail, null);
  }

  private static Reply of(EngineException failure) {
    if (failure.isLimit()) {
      return of(
          ErrorCode.INVALID,
          "the query needs more time, rows or memory than is allowed; narrow the time range or the filter",
          null);
    }
    return switch (failure.code()) {
      case EngineException.QUERY_WAS_CANCELLED ->
          of(ErrorCode.BUSY, "the query was cancelled", null);
      case EngineException.CLOSED -> of(ErrorCode.BUSY, "the server is stopping", null);
      default -> bug(failure);
    };
  }

  private static Reply bug(Throwable failure) {
    var id = UUID.randomUUID().toString();
    log.error("request {} failed", id, failure);
    return of(ErrorCode.BUG, "an error of this server; its log has the request id", id);
  }

  private static Reply filter(FilterException failure) {
    return Reply.json(
        HttpStatus.BAD_REQUEST,
        TYPE,
        json -> {
          common(json, ErrorCode.INVALID, failure.detail(), null);
          json.writeNumberField("position", failure.position());
          json.writeNumberField("length", failure.length());
          json.writeStringField("suggestion", failure.suggestion());
        });
  }

  private static Reply of(ErrorCode code, String detail, @Nullable String requestId) {
    return Reply.json(
        HttpStatus.valueOf(code.httpStatus()), TYPE, json -> common(json, code, detail, requestId));
  }

  private static void common(
      JsonGenerator json, ErrorCode code, String detail, @Nullable String requestId)
      throws IOException {
    json.writeStringField("type", "about:blank");
    json.writeStringField("title", HttpStatus.valueOf(code.httpStatus()).reasonPhrase());
    json.writeNumberField("status", code.httpStatus());
    json.writeStringField("code", code.name().toLowerCase(Locale.ROOT));
    json.writeStringField("detail", detail);
    json.writeStringField(
        "request_id", requestId == null ? UUID.randomUUID().toString() : requestId);
  }
}
