// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Pages of other origins that may send from the browser (Fetch standard, "CORS protocol"). Nobody
/// may unless allowed; cookies are never involved.
///
/// @param origins such as `https://shop.example`, `https://*.shop.example` for its subdomains, or
///   `*` for every origin
/// @param keyRule throws when a key (`null` when none was sent) has no business in a page
public record Pages(List<String> origins, Consumer<@Nullable String> keyRule) {

  /// No page may send.
  public static final Pages NONE = new Pages(List.of(), _ -> {});

  private static final String ALLOWED_HEADERS =
      "authorization, content-type, content-encoding, x-clew-api-key, traceparent, tracestate, baggage";
  private static final int REMEMBER_SECONDS = 7_200;

  public Pages {
    origins = List.copyOf(origins);
  }

  static @Nullable String origin(HttpRequest request) {
    return request.headers().get(HttpHeaderNames.ORIGIN);
  }

  boolean allows(String origin) {
    var asked = origin.toLowerCase(Locale.ROOT);
    return origins.stream().anyMatch(allowed -> matches(allowed.toLowerCase(Locale.ROOT), asked));
  }

  private static boolean matches(String allowed, String asked) {
    int star = allowed.indexOf("*.");
    if (star < 0) {
      return allowed.equals("*") || allowed.equals(asked);
    }
    var before = allowed.substring(0, star);
    var after = allowed.substring(star + 1);
    return asked.startsWith(before)
        && asked.endsWith(after)
        && asked.length() > before.length() + after.length()
        && asked.indexOf('/', before.length()) < 0;
  }

  /// Refuses a page that may not send.
  ///
  /// @throws AppException FORBIDDEN
  void check(HttpRequest request, @Nullable String key) {
    var origin = origin(request);
    if (origin == null) {
      return;
    }
    if (!allows(origin)) {
      throw new AppException(
          ErrorCode.FORBIDDEN,
          "Origin: %s (expected: one of browser.origins in the configuration)".formatted(origin));
    }
    keyRule.accept(key);
  }

  /// Answers a browser that asks whether it may send.
  HttpResponse preflight(HttpRequest request) {
    var origin = origin(request);
    if (origin == null || !allows(origin)) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    var headers =
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
            .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
            .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
            .addInt(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, REMEMBER_SECONDS)
            .add(HttpHeaderNames.VARY, "Origin");
    // Chromium asks for it before a page of the internet may reach a private address.
    if (request.headers().contains("access-control-request-private-network")) {
      headers.add("access-control-allow-private-network", "true");
    }
    return HttpResponse.of(headers.build());
  }

  /// Lets the page read the answer, a refusal too.
  HttpResponse readable(HttpRequest request, HttpResponse answer) {
    var origin = origin(request);
    if (origin == null || !allows(origin)) {
      return answer;
    }
    return answer.mapHeaders(
        headers ->
            headers.toBuilder()
                .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .add(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after")
                .add(HttpHeaderNames.VARY, "Origin")
                .build());
  }
}
