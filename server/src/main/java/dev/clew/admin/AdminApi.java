// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Routes for projects, keys and saved views.
public final class AdminApi {

  private static final int MAX_NAME = 200;
  private static final int MAX_QUERY = 10_000;

  private final Metadata metadata;
  private final Keys keys;
  private final InstantSource clock;

  public AdminApi(Metadata metadata, Keys keys, InstantSource clock) {
    this.metadata = metadata;
    this.keys = keys;
    this.clock = clock;
  }

  /// A project of this server.
  public record Project(String id, String name, String createdAt) {}

  /// A saved search.
  ///
  /// @param query the page's URL search string
  public record View(String id, String name, String page, String query, String createdAt) {}

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/projects", "Projects the caller may see", List.of(), this::projects),
        post("/api/v1/projects", "Creates a project", Permission.ADMIN, this::createProject),
        Endpoint.get("/api/v1/keys", "Keys, without their secrets", List.of(), this::listKeys)
            .needing(Permission.ADMIN),
        post(
            "/api/v1/keys",
            "Creates a key; its secret is answered once",
            Permission.ADMIN,
            this::createKey),
        delete("/api/v1/keys/{id}", "Revokes a key", Permission.ADMIN, this::revokeKey),
        Endpoint.get("/api/v1/views", "Saved searches", List.of(), this::views),
        post("/api/v1/views", "Saves a search", Permission.READ, this::createView),
        delete("/api/v1/views/{id}", "Deletes a saved search", Permission.READ, this::deleteView));
  }

  private static Endpoint post(
      String path, String answer, Permission permission, Endpoint.Action action) {
    return new Endpoint(HttpMethod.POST, path, permission, answer, List.of(), action);
  }

  private static Endpoint delete(
      String path, String answer, Permission permission, Endpoint.Action action) {
    return new Endpoint(HttpMethod.DELETE, path, permission, answer, List.of(), action);
  }

  private Reply projects(Request request) {
    return object(
        "projects",
        metadata.query(
            "SELECT id, name, created_at FROM projects WHERE ? OR id = ? ORDER BY id",
            row -> new Project(row.text(1), row.text(2), row.text(3)),
            request.caller().seesEveryProject(),
            request.project()));
  }

  private Reply createProject(Request request) {
    var body = request.json();
    var id = text(body, "id");
    if (!id.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new AppException(
          ErrorCode.INVALID, "id: %s (expected: lower-case letters, digits and -)".formatted(id));
    }
    var project = new Project(id, text(body, "name"), clock.instant().toString());
    int created =
        metadata.update(
            "INSERT OR IGNORE INTO projects VALUES (?, ?, ?)",
            project.id(),
            project.name(),
            project.createdAt());
    if (created == 0) {
      throw new AppException(ErrorCode.CONFLICT, "project %s exists already".formatted(id));
    }
    return object("project", project);
  }

  private Reply listKeys(Request request) {
    return object("keys", keys.list().stream().map(AdminApi::view).toList());
  }

  private Reply createKey(Request request) {
    var body = request.json();
    var label = text(body, "type");
    var type = ApiKey.Type.of(label);
    if (type == null) {
      throw new AppException(
          ErrorCode.INVALID, "type: %s (expected: ingest, public, read or admin)".formatted(label));
    }
    var project = body.path("project").asText(request.project());
    var issued = keys.issue(text(body, "name"), type, project);
    return Reply.json(
        json -> {
          Reply.writePojo(json, "key", view(issued.key()));
          json.writeStringField("secret", issued.secret());
        });
  }

  private Reply revokeKey(Request request) {
    keys.revoke(request.path().getOrDefault("id", ""));
    return Reply.json(json -> json.writeBooleanField("revoked", true));
  }

  private static Map<String, Object> view(ApiKey key) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", key.id());
    view.put("name", key.name());
    view.put("type", key.type().label());
    view.put("project", key.project());
    view.put("created_at", key.createdAt());
    if (key.lastUsedAt() != null) {
      view.put("last_used_at", key.lastUsedAt());
    }
    if (key.revokedAt() != null) {
      view.put("revoked_at", key.revokedAt());
    }
    return view;
  }

  private Reply views(Request request) {
    return object(
        "views",
        metadata.query(
            "SELECT id, name, page, query, created_at FROM views WHERE project = ? ORDER BY name",
            row -> new View(row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)),
            request.project()));
  }

  private Reply createView(Request request) {
    var body = request.json();
    var view =
        new View(
            UUID.randomUUID().toString(),
            text(body, "name"),
            text(body, "page"),
            query(body),
            clock.instant().toString());
    metadata.update(
        "INSERT INTO views VALUES (?, ?, ?, ?, ?, ?)",
        view.id(),
        request.project(),
        view.name(),
        view.page(),
        view.query(),
        view.createdAt());
    return object("view", view);
  }

  private Reply deleteView(Request request) {
    int deleted =
        metadata.update(
            "DELETE FROM views WHERE id = ? AND project = ?",
            request.path().getOrDefault("id", ""),
            request.project());
    if (deleted == 0) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such view");
    }
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  static String text(JsonNode body, String field) {
    var value = body.path(field).asText("").strip();
    if (value.isEmpty() || value.length() > MAX_NAME) {
      throw new AppException(
          ErrorCode.INVALID, "%s: (expected: text of 1..%d characters)".formatted(field, MAX_NAME));
    }
    return value;
  }

  private static String query(JsonNode body) {
    var query = body.path("query").asText("");
    if (query.length() > MAX_QUERY) {
      throw new AppException(
          ErrorCode.INVALID,
          "query: %d characters (expected: at most %d)".formatted(query.length(), MAX_QUERY));
    }
    return query;
  }

  private static Reply object(String field, Object value) {
    return Reply.json(json -> Reply.writePojo(json, field, value));
  }
}
