// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Identity;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

  @Test
  void prefersTheConversationToTheSession() {
    var identity =
        span()
            .with("traceloop.association.properties.session_id", "s-2")
            .with("session.id", "s-1")
            .with("gen_ai.conversation.id", "c-1")
            .read()
            .identity();

    assertThat(identity.sessionId()).isEqualTo("c-1");
  }

  @Test
  void neverTakesATransportSessionOrAProjectForAConversation() {
    var identity =
        span()
            .with("mcp.method.name", "tools/list")
            .with("mcp.session.id", "m-1")
            .with("langsmith.trace.session_id", "p-1")
            .with("thread.id", 17)
            .read()
            .identity();

    assertThat(identity).isEqualTo(Identity.NONE);
  }

  @Test
  void readsLangChainsMetadata() {
    var identity =
        span()
            .with("openinference.span.kind", "CHAIN")
            .with(
                "metadata",
                "{\"lc_agent_name\": \"payer\", \"thread_id\": \"t-1\", \"user_id\": \"u-1\"}")
            .read()
            .identity();

    assertThat(identity).isEqualTo(new Identity("t-1", "u-1", "payer", null, null, null));
  }

  @Test
  void ignoresTheUserUnknown() {
    assertThat(
            span().with("user.id", "unknown").with("enduser.id", "u-2").read().identity().userId())
        .isEqualTo("u-2");
  }

  @Test
  void ignoresTheUserThatLiteLlmsProxyMakesUp() {
    assertThat(
            span()
                .with("metadata.user_api_key_user_id", "default_user_id")
                .read()
                .identity()
                .userId())
        .isNull();
  }

  @Test
  void readsWhoAskedLiteLlmsProxy() {
    var span =
        span()
            .scope("litellm")
            .with("litellm.metadata.user_api_key_end_user_id", "u-9")
            .with("litellm.metadata.user_api_key_user_id", "default_user_id")
            .with(
                "metadata.requester_metadata",
                "{'session_id': 's-9', 'headers': {'host': \"it's\"}, 'used': False}")
            .read();

    assertThat(span.identity().userId()).isEqualTo("u-9");
    assertThat(span.identity().sessionId()).isEqualTo("s-9");
  }

  @Test
  void namesAnAgentByItsNode() {
    var identity =
        span()
            .with("openinference.span.kind", "AGENT")
            .with("graph.node.id", "writer")
            .read()
            .identity();

    assertThat(identity.agentName()).isEqualTo("writer");
  }

  @Test
  void readsTheEnvironmentFromEitherName() {
    var renamed =
        span().resource("deployment.environment.name", Value.of("prod")).read().identity();
    var old = span().resource("deployment.environment", Value.of("test")).read().identity();

    assertThat(renamed.environment()).isEqualTo("prod");
    assertThat(old.environment()).isEqualTo("test");
  }

  @Test
  void doesNotTakeAnMcpPromptForATemplate() {
    var identity =
        span()
            .with("mcp.method.name", "prompts/get")
            .with("gen_ai.prompt.name", "review")
            .read()
            .identity();

    assertThat(identity.promptName()).isNull();
  }

  @Test
  void readsWhatWasCopiedFromTheBaggage() {
    var copied = span().with("session_id", "s-1").with("baggage.user.id", "ada").read();
    assertThat(copied.identity().sessionId()).isEqualTo("s-1");
    assertThat(copied.identity().userId()).isEqualTo("ada");
    var both = span().with("session_id", "copy").with("gen_ai.conversation.id", "own").read();
    assertThat(both.identity().sessionId()).isEqualTo("own");
  }
}
