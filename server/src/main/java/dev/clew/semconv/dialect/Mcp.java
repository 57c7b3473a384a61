// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// The Model Context Protocol's conventions (semconv §3.10). A method that is not in the table of
/// kinds is an MCP call like any other.
final class Mcp {

  static final Dialect DIALECT =
      Dialect.named("mcp")
          .scopes("mcp-python-sdk")
          .kinds(Map.of("tools/call", Operation.TOOL_CALL))
          .own(Field.MCP_METHOD, "mcp.method.name")
          .own(Field.MCP_SERVER, "mcp.server.name", "mcp.target", "mcp.backend")
          // A transport session, new per request with some SDKs: never a conversation (§3.11).
          .own(Field.MCP_SESSION, "mcp.session.id")
          .own(Field.MARK, "mcp.protocol.version", "mcp.resource.uri")
          .shared(Field.OUTPUT_TEXT, "mcp.response.value")
          .end();

  private Mcp() {}
}
