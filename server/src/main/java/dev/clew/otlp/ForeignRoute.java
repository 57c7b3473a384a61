// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpMethod;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An address of another back end that is answered here.
///
/// @param methods of HTTP: `GET`, `POST` …
/// @param path pattern with names in braces: `/runs/{id}`
/// @param header only requests with this header are meant; empty for all
/// @param isOpen whether it is answered without a key: the answer is the same for everyone
/// @param action answers a request whose key has been accepted; blocks
public record ForeignRoute(
    List<String> methods,
    String path,
    String header,
    boolean isOpen,
    Function<Request, Answer> action) {

  public ForeignRoute {
    methods = List.copyOf(methods);
  }

  public ForeignRoute(
      List<String> methods, String path, String header, Function<Request, Answer> action) {
    this(methods, path, header, false, action);
  }

  public static ForeignRoute get(String path, Function<Request, Answer> action) {
    return new ForeignRoute(List.of("GET"), path, "", action);
  }

  /// An answer that never differs, with or without a key.
  public static ForeignRoute fixed(String path, String json) {
    return new ForeignRoute(List.of("GET"), path, "", true, _ -> Answer.ok(json));
  }

  public static ForeignRoute post(String path, Function<Request, Answer> action) {
    return new ForeignRoute(List.of("POST"), path, "", action);
  }

  /// The same address, but for senders that show a header which browsers never do.
  public ForeignRoute onlyWith(String name) {
    return new ForeignRoute(methods, path, name, isOpen, action);
  }

  HttpMethod[] verbs() {
    return methods.stream().map(HttpMethod::valueOf).toArray(HttpMethod[]::new);
  }

  /// What arrived.
  ///
  /// @param project whose telemetry it is; from the credential, empty where none is needed
  /// @param values of the names in the path and of the query
  /// @param headers by lower-case name; `null` for one that was not sent
  /// @param body inflated
  public record Request(
      String project,
      Map<String, String> values,
      Function<String, @Nullable String> headers,
      ByteBuffer body) {

    public Request {
      values = Map.copyOf(values);
    }

    public String value(String name) {
      return values.getOrDefault(name, "");
    }
  }

  /// What its sender is told.
  ///
  /// @param status of HTTP; failures are thrown as [AppException] instead
  /// @param json the body; empty for none
  public record Answer(int status, String json) {

    public static Answer ok(String json) {
      return new Answer(200, json);
    }
  }
}
