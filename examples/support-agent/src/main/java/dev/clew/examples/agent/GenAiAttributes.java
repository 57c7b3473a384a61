// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import java.net.URI;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Adds to Spring AI's spans what OpenTelemetry's GenAI conventions (1.37 and later) name and
/// Spring AI 2 leaves out: the messages, the tool definitions, the agent, the model server's
/// address, the time to the first token. Copy it, with `GenAiJson`, into an application of your own; leave the calls of
/// `describeContent` away where prompts must not leave the process.
@Component
final class GenAiAttributes implements ObservationFilter {

  private final URI modelUrl;

  GenAiAttributes(@Value("${spring.ai.openai.base-url}") URI modelUrl) {
    this.modelUrl = modelUrl;
  }

  @Override
  public Observation.Context map(Observation.Context context) {
    switch (context) {
      case ChatModelObservationContext call -> describeCall(call);
      case ToolCallingObservationContext tool -> describeTool(tool);
      case ChatClientObservationContext agent -> describeAgent(agent);
      default -> {}
    }
    return context;
  }

  private void describeCall(ChatModelObservationContext call) {
    add(call, "server.address", modelUrl.getHost());
    add(call, "server.port", String.valueOf(port(modelUrl)));
    add(call, "gen_ai.request.stream", String.valueOf(call.isStreaming()));
    var seen = StreamWatch.seen(call.getParentObservation());
    if (seen != null && seen.firstPiece() != null) {
      var seconds = seen.firstPiece().toNanos() / 1e9;
      add(call, "gen_ai.response.time_to_first_chunk", String.valueOf(seconds));
    }
    if (seen != null && seen.cachedTokens() != null) {
      var cached = String.valueOf(seen.cachedTokens());
      add(call, "gen_ai.usage.cache_read.input_tokens", cached);
    }
    describeContent(call);
  }

  /// The conventions want the port also where the address leaves it to the scheme.
  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }

  private static void describeContent(ChatModelObservationContext call) {
    var messages = call.getRequest().getInstructions();
    add(call, "gen_ai.system_instructions", GenAiJson.systemInstructions(messages));
    add(
        call,
        "gen_ai.input.messages",
        GenAiJson.messages(
            messages.stream().filter(m -> m.getMessageType() != MessageType.SYSTEM).toList()));
    if (call.getRequest().getOptions() instanceof ToolCallingChatOptions options
        && options.getToolCallbacks() != null) {
      add(call, "gen_ai.tool.definitions", GenAiJson.toolDefinitions(options.getToolCallbacks()));
    }
    if (call.getResponse() != null) {
      add(call, "gen_ai.output.messages", GenAiJson.answers(call.getResponse().getResults()));
    }
  }

  private static void describeTool(ToolCallingObservationContext tool) {
    add(tool, "gen_ai.tool.name", tool.getToolDefinition().name());
    add(tool, "gen_ai.tool.call.id", tool.getToolCallId());
    add(tool, "gen_ai.tool.call.arguments", tool.getToolCallArguments());
    add(tool, "gen_ai.tool.call.result", tool.getToolCallResult());
  }

  private static void describeAgent(ChatClientObservationContext agent) {
    agent.setContextualName("invoke_agent " + SupportAgent.NAME);
    agent.addLowCardinalityKeyValue(KeyValue.of("gen_ai.operation.name", "invoke_agent"));
    add(agent, "gen_ai.agent.name", SupportAgent.NAME);
    var conversation = agent.getRequest().context().get(ChatMemory.CONVERSATION_ID);
    add(agent, "gen_ai.conversation.id", conversation == null ? null : conversation.toString());
  }

  private static void add(Observation.Context context, String name, String value) {
    if (value != null && !value.isEmpty()) {
      context.addHighCardinalityKeyValue(KeyValue.of(name, value));
    }
  }
}
