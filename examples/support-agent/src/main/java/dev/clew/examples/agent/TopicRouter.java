// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import java.util.List;
import java.util.Locale;
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

  private static final String OTHER = "other";
  private static final List<String> TOPICS = List.of("order", "refund", "repair", "complaint");
  private static final int LONGEST_ANSWER_TOKENS = 8;

  private static final SystemMessage INSTRUCTIONS =
      new SystemMessage(
          "Classify the customer's message. Answer with one word, one of: "
              + String.join(", ", TOPICS)
              + ", "
              + OTHER);

  private final ChatModel model;
  private final OpenAiChatOptions options;

  TopicRouter(ChatModel model, @Value("${support.router-model}") String name) {
    this.model = model;
    this.options = OpenAiChatOptions.builder().model(name).maxTokens(LONGEST_ANSWER_TOKENS).build();
  }

  String topicOf(String question) {
    var prompt = new Prompt(List.of(INSTRUCTIONS, new UserMessage(question)), options);
    var answer = model.call(prompt).getResult().getOutput().getText();
    return TOPICS.stream().filter(answer.toLowerCase(Locale.ROOT)::contains).findFirst().orElse(OTHER);
  }
}
