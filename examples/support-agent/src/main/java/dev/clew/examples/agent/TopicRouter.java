// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import java.util.List;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Names the topic of a question, with a smaller and faster model than the one that answers.
@Component
final class TopicRouter {

  private static final SystemMessage INSTRUCTIONS =
      new SystemMessage(
          "Classify the customer's message. Answer with one word, one of: order, refund, repair,"
              + " complaint, other");

  private final ChatModel model;
  private final OpenAiChatOptions options;

  TopicRouter(ChatModel model, @Value("${support.router-model}") String name) {
    this.model = model;
    this.options = OpenAiChatOptions.builder().model(name).build();
  }

  String topicOf(String question) {
    var prompt = new Prompt(List.of(INSTRUCTIONS, new UserMessage(question)), options);
    var text = model.call(prompt).getResult().getOutput().getText();
    return text == null ? "other" : text.strip();
  }
}
