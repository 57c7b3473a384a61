// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// `POST /v1/embeddings`: every word adds to one dimension, so texts that share words are close.
final class Embeddings {

  private static final int DIMENSIONS = 64;

  private Embeddings() {}

  static ObjectNode answer(JsonNode request) {
    var input = request.path("input");
    var texts = input.isArray() ? input : JsonNodeFactory.instance.arrayNode().add(input);
    var body = JsonNodeFactory.instance.objectNode().put("object", "list");
    body.put("model", ModelSpeed.EMBEDDINGS);
    var data = body.putArray("data");
    int tokens = 0;
    for (var text : texts) {
      var entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      entry.set("embedding", vector(text.asText()));
      tokens += TokenCount.of(text.asText());
    }
    body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return body;
  }

  private static ArrayNode vector(String text) {
    var vector = new double[DIMENSIONS];
    for (var word : Words.of(text)) {
      vector[(int) Long.remainderUnsigned(Dice.mix(Dice.hash(word)), DIMENSIONS)] += 1;
    }
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    var node = JsonNodeFactory.instance.arrayNode();
    for (double value : vector) {
      node.add(value / length);
    }
    return node;
  }
}
