// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import java.util.Map;

/// OpenTelemetry's general conventions, stable names before the ones they replaced. They explain
/// the spans around AI calls and fill what the AI dialects leave open.
final class Otel {

  static final Dialect DIALECT =
      Dialect.named("otel")
          .kinds(Map.of())
          .shared(Field.HTTP_METHOD, "http.request.method", "http.method")
          .shared(Field.URL, "url.full", "http.url")
          .shared(Field.QUERY, "url.query")
          .shared(Field.HTTP_STATUS, "http.response.status_code", "http.status_code")
          .shared(Field.RPC_SYSTEM, "rpc.system.name", "rpc.system", "rpc.method")
          .shared(
              Field.RPC_STATUS,
              "rpc.response.status_code",
              "rpc.status_code",
              "rpc.grpc.status_code")
          .shared(Field.DB_SYSTEM, "db.system.name", "db.system")
          .shared(Field.MESSAGING_SYSTEM, "messaging.system")
          .shared(Field.ERROR_TYPE, "error.type")
          .shared(Field.HOST, "server.address", "net.peer.name")
          .shared(Field.REGION, "cloud.region", "aws.region")
          .shared(Field.PORT, "server.port", "net.peer.port")
          .shared(Field.PEER_SERVICE, "service.peer.name", "peer.service")
          .shared(Field.DB_NAME, "db.namespace", "db.name")
          .shared(Field.DB_OPERATION, "db.operation.name", "db.operation")
          .shared(Field.COMPONENT, "component")
          .shared(Field.UPSTREAM, "upstream_cluster.name", "upstream_cluster")
          // Some copy the baggage to every span, under the names that their applications chose.
          .shared(
              Field.SESSION,
              "baggage.session.id",
              "session_id",
              "sessionId",
              "conversation_id",
              "conversationId")
          .shared(
              Field.USER,
              "enduser.id",
              "user.hash",
              "enduser.pseudo.id",
              "baggage.user.id",
              "user_id",
              "userId")
          .end();

  private Otel() {}
}
