// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `POST /chat`: plain text, written as it comes.
@RestController
class ChatApi {

  /// What a customer asks.
  record Question(String conversation, String text) {}

  private final TopicRouter router;
  private final SupportAgent agent;

  ChatApi(TopicRouter router, SupportAgent agent) {
    this.router = router;
    this.agent = agent;
  }

  @PostMapping("/chat")
  void chat(@RequestBody Question question, HttpServletResponse response) throws IOException {
    var topic = router.topicOf(question.text());
    response.setContentType("text/plain;charset=UTF-8");
    try (var pieces = agent.answer(question.conversation(), topic, question.text())) {
      for (Iterator<String> piece = pieces.iterator(); piece.hasNext(); ) {
        response.getWriter().write(piece.next());
        response.flushBuffer();
      }
    }
  }
}
