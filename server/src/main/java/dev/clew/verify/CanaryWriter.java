// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import static dev.clew.verify.SpanNode.CLIENT;
import static dev.clew.verify.SpanNode.INTERNAL;
import static dev.clew.verify.SpanNode.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes canaries, each with ids of its own.
final class CanaryWriter {

  private static final int BIG_CHARS = 200_000;
  private static final long MILLISECOND = 1_000_000;

  private final RandomGenerator random;

  CanaryWriter(RandomGenerator random) {
    this.random = random;
  }

  /// One of each shape, as of `now`.
  List<Canary> all(Instant now) {
    long nowNs = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    // A time that no clock of milliseconds or microseconds can say.
    long start = nowNs - nowNs % 1_000 - 900 * MILLISECOND + 123;
    return List.of(http(start), genAi(start), unicode(start), big(start));
  }

  private Canary http(long start) {
    var trace = id(16);
    var root = id(8);
    var child = id(8);
    var server =
        new SpanNode(trace, root, "GET /cart/{id}", SERVER)
            .time(start, 123_456_789)
            .status(2, "the shop is closed")
            .attribute("http.request.method", "GET")
            .attribute("http.route", "/cart/{id}")
            .attribute("http.response.status_code", 503)
            .attribute("canary.text_5", "5")
            .attribute("canary.whole_5", 5)
            .attribute("canary.real_5", 5.0)
            .attribute("canary.tiny", 1.0E-300)
            .attribute("canary.largest", Long.MAX_VALUE)
            .attribute("canary.smallest", Long.MIN_VALUE)
            .attribute("canary.no", false)
            .attribute("canary.empty", "")
            .attribute("canary.bytes", new byte[] {0, 1, -1, 127})
            .attribute("canary.list", List.of("a", "b", ""))
            .attribute("canary.numbers", List.of(1, 2, 3))
            .attribute("canary.map", Map.of("inner", List.of(true, 1.5)))
            .event("exception", start + 1_000_001, Map.of("exception.type", "ShopClosed", "n", 1))
            .event("retry", start + 2_000_003, Map.of())
            .link(id(16), id(8), Map.of("why", "caused by"));
    var client =
        new SpanNode(trace, child, "SELECT carts", CLIENT)
            .parent(root)
            .time(start + 7, 1)
            .status(1, "")
            .attribute("db.system.name", "postgresql");
    return new Canary("HTTP", request("canary-shop", server, client), Map.of());
  }

  private Canary genAi(long start) {
    var trace = id(16);
    var agent = id(8);
    var chat = id(8);
    var tool = id(8);
    var session = "canary-" + id(4);
    var invoke =
        new SpanNode(trace, agent, "invoke_agent planner", INTERNAL)
            .time(start, 800 * MILLISECOND + 1)
            .attribute("gen_ai.operation.name", "invoke_agent")
            .attribute("gen_ai.agent.name", "planner")
            .attribute("gen_ai.conversation.id", session);
    var call =
        GenAiContent.describe(
                new SpanNode(trace, chat, "chat gpt-4.1", CLIENT)
                    .parent(agent)
                    .time(start + MILLISECOND + 1, 500 * MILLISECOND + 3))
            .attribute("gen_ai.conversation.id", session)
            .attribute("gen_ai.response.id", "resp-" + id(6));
    var execute =
        new SpanNode(trace, tool, "execute_tool weather", INTERNAL)
            .parent(agent)
            .time(start + 600 * MILLISECOND, 20 * MILLISECOND)
            .attribute("gen_ai.operation.name", "execute_tool")
            .attribute("gen_ai.tool.name", "weather")
            .attribute("gen_ai.tool.call.id", "call_1")
            .attribute("gen_ai.tool.call.arguments", "{\"city\":\"Zürich\"}")
            .attribute("gen_ai.tool.call.result", "{\"celsius\":21.5}")
            .link(trace, chat, Map.of());
    return new Canary(
        "GenAI",
        request("canary-agent", invoke, call, execute),
        Map.of(
            agent, GenAiContent.agent(session),
            chat, GenAiContent.chat(session),
            tool, GenAiContent.tool()));
  }

  private Canary unicode(long start) {
    var span =
        new SpanNode(id(16), id(8), "ünï 漢字 🧶 \"quoted\" \\ \n\t", INTERNAL)
            .time(start, 0)
            .status(1, "")
            .attribute("canary.ключ.🔑", "עברית, العربية, 日本語, 👩‍👩‍👧‍👦, \u0001\u001f\u2028")
            .attribute("canary.combining", "e\u0301 is not é")
            .event("événement 🎈", start, Map.of("clé", List.of("ä", 1, Map.of("ß", "€"))));
    return new Canary("Unicode", request("canary-Ünïcode-服务", span), Map.of());
  }

  private Canary big(long start) {
    var text = new StringBuilder(BIG_CHARS);
    while (text.length() < BIG_CHARS) {
      text.append(Long.toString(random.nextLong(), 36)).append(" é ");
    }
    var span =
        new SpanNode(id(16), id(8), "big", INTERNAL)
            .time(start, 86_400_000_000_000L)
            .attribute("canary.big", text.toString())
            .attribute("canary.bytes", text.toString().getBytes(StandardCharsets.UTF_8));
    return new Canary("Big attribute", request("canary-shop", span), Map.of());
  }

  private static ObjectNode request(String service, SpanNode... spans) {
    var request = JsonNodeFactory.instance.objectNode();
    var resource = request.putArray("resourceSpans").addObject();
    resource
        .putObject("resource")
        .set(
            "attributes",
            SpanNode.attributes(
                Map.of(
                    "service.name",
                    service,
                    "deployment.environment.name",
                    "canary",
                    "process.pid",
                    4711,
                    "process.command_args",
                    List.of("clew", "verify"))));
    var scoped = resource.putArray("scopeSpans").addObject();
    scoped.putObject("scope").put("name", "dev.clew.verify").put("version", "1.2.3");
    var list = scoped.putArray("spans");
    for (var span : spans) {
      list.add((JsonNode) span.node());
    }
    return request;
  }

  private String id(int bytes) {
    var id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
