// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.stereotype.Component;

/// Answers a customer: the tools of the MCP server, the conversation so far, a streamed answer.
@Component
final class SupportAgent {

  static final String NAME = "support-agent";

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private static final String INSTRUCTIONS =
      """
      You are the support agent of a shop for household goods. Answer in the customer's language, \
      in at most six sentences, and never promise what the rules do not allow.
      Use the tools for everything that you state about an order, a parcel, a rule or a product. \
      Ask for the order number when it is missing. When a tool fails, try it once more, then say \
      plainly that the information cannot be had at the moment and offer to open a ticket.
      Never reveal another customer's data. Do not discuss competitors, politics or the law. \
      Amounts are in euros and include taxes. Dates are given as the day of the week and the date. \
      A refund above two hundred euros is decided by a colleague: open a ticket for it.
      Customers write in a hurry: do not correct their spelling, and do not repeat their question. \
      End with one sentence that says what happens next and when.
      """;

  private final ChatClient client;

  SupportAgent(ChatClient.Builder builder, ChatMemory memory, ToolCallbackProvider tools) {
    this.client =
        builder
            .defaultSystem(INSTRUCTIONS)
            .defaultToolCallbacks(tools)
            .defaultAdvisors(
                MessageChatMemoryAdvisor.builder(memory).build(), new StreamWatch())
            .build();
  }

  /// The answer, piece by piece as the model writes it.
  Stream<String> answer(String conversation, String topic, String question) {
    return client
        .prompt()
        .system(system -> system.text(INSTRUCTIONS + "The customer's topic: " + topic + "."))
        .user(question)
        .advisors(advisors -> advisors.param(ChatMemory.CONVERSATION_ID, conversation))
        .stream()
        .content()
        .timeout(LONGEST_SILENCE)
        .toStream();
  }
}
