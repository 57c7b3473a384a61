// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpMethod;
import java.util.List;

/// One route of the API: what it is called, who may call it, what it takes, and the code that
/// answers. The OpenAPI document is made from these declarations.
///
/// @param path such as `/api/v1/traces/{trace_id}`
/// @param answer a sentence for the OpenAPI document
public record Endpoint(
    HttpMethod method,
    String path,
    Permission permission,
    String answer,
    List<Parameter> parameters,
    Action action) {

  public Endpoint {
    parameters = List.copyOf(parameters);
  }

  /// A query parameter.
  public record Parameter(String name, String type, String description) {

    public static final Parameter FILTER = new Parameter("q", "string", "Filter, see docs/api.md");
    public static final Parameter FROM =
        new Parameter("from", "string", "RFC 3339 or now-1h; default now-24h");
    public static final Parameter TO =
        new Parameter("to", "string", "RFC 3339 or now; default now");
    public static final Parameter LIMIT = new Parameter("limit", "integer", "1..1000; default 50");
    public static final Parameter CURSOR =
        new Parameter("cursor", "string", "next_cursor of the page before");

    public static final List<Parameter> RANGE = List.of(FROM, TO);
    public static final List<Parameter> SEARCH = List.of(FILTER, FROM, TO);
    public static final List<Parameter> PAGED = List.of(FILTER, FROM, TO, LIMIT, CURSOR);
  }

  /// Answers one request, on a thread that may block.
  @FunctionalInterface
  public interface Action {
    Reply answer(Request request);
  }

  public static Endpoint get(
      String path, String answer, List<Parameter> parameters, Action action) {
    return new Endpoint(HttpMethod.GET, path, Permission.READ, answer, parameters, action);
  }

  public static Endpoint post(
      String path, String answer, List<Parameter> parameters, Action action) {
    return new Endpoint(HttpMethod.POST, path, Permission.READ, answer, parameters, action);
  }

  /// The same with another permission.
  public Endpoint needing(Permission other) {
    return new Endpoint(method, path, other, answer, parameters, action);
  }
}
