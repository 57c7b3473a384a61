// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import dev.clew.semconv.dialect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that nobody instrumented: an outgoing HTTP request to the API of a model. Its tokens are
/// unknown; run analysis drops it where a span of the call itself exists.
///
/// Hosts as the providers document them; paths of OpenAI's API, which most model servers copy, and
/// of Anthropic, Gemini, Ollama, Bedrock and DashScope.
final class ModelEndpoints {

  private static final Map<String, String> HOSTS =
      Map.ofEntries(
          entry("api.openai.com", "openai"),
          entry("api.anthropic.com", "anthropic"),
          entry("generativelanguage.googleapis.com", "gcp.gemini"),
          entry("dashscope.aliyuncs.com", "alibaba.dashscope"),
          entry("dashscope-intl.aliyuncs.com", "alibaba.dashscope"),
          entry("api.deepseek.com", "deepseek"),
          entry("api.mistral.ai", "mistral_ai"),
          entry("api.groq.com", "groq"),
          entry("api.x.ai", "x_ai"),
          entry("api.moonshot.cn", "moonshot_ai"),
          entry("api.moonshot.ai", "moonshot_ai"),
          entry("open.bigmodel.cn", "zhipu"),
          entry("api.cohere.com", "cohere"),
          entry("api.perplexity.ai", "perplexity"),
          entry("api.together.xyz", "together"),
          entry("api.fireworks.ai", "fireworks"),
          entry("openrouter.ai", "openrouter"));

  private static final Map<String, String> HOST_SUFFIXES =
      Map.of(
          ".openai.azure.com", "azure.ai.openai",
          ".services.ai.azure.com", "azure.ai.inference",
          "-aiplatform.googleapis.com", "gcp.vertex_ai");

  private static final Map<String, Operation> PATHS =
      Map.ofEntries(
          entry("/chat/completions", Operation.CHAT),
          entry("/v1/responses", Operation.CHAT),
          entry("/openai/responses", Operation.CHAT),
          entry("/v1/messages", Operation.CHAT),
          entry("/api/chat", Operation.CHAT),
          entry("/api/generate", Operation.TEXT_COMPLETION),
          entry("/v1/completions", Operation.TEXT_COMPLETION),
          entry(":generateContent", Operation.CHAT),
          entry(":streamGenerateContent", Operation.CHAT),
          entry("/converse", Operation.CHAT),
          entry("/converse-stream", Operation.CHAT),
          entry("/text-generation/generation", Operation.CHAT),
          entry("/v1/embeddings", Operation.EMBEDDINGS),
          entry(":embedContent", Operation.EMBEDDINGS),
          entry("/api/embed", Operation.EMBEDDINGS),
          entry("/text-embedding/text-embedding", Operation.EMBEDDINGS),
          entry("/v1/rerank", Operation.RERANK),
          entry("/text-rerank/text-rerank", Operation.RERANK));

  private ModelEndpoints() {}

  /// `null` when the span is no request to a model.
  static @Nullable Operation operation(Draft draft) {
    var url = url(draft);
    if (url == null) {
      return null;
    }
    int end = url.indexOf('?');
    var path = end < 0 ? url : url.substring(0, end);
    int last = Math.max(path.lastIndexOf('/'), path.lastIndexOf(':'));
    int before = last <= 0 ? -1 : path.lastIndexOf('/', last - 1);
    if (last < 0) {
      return null;
    }
    var operation = PATHS.get(path.substring(last));
    return operation != null || before < 0 ? operation : PATHS.get(path.substring(before));
  }

  /// Whose API it is, when the host tells.
  static @Nullable String provider(Draft draft) {
    var url = url(draft);
    var host = url == null ? null : host(url);
    if (host == null) {
      return null;
    }
    var known = HOSTS.get(host);
    if (known != null) {
      return known;
    }
    if (host.startsWith("bedrock-runtime.")) {
      return "aws.bedrock";
    }
    for (var suffix : HOST_SUFFIXES.entrySet()) {
      if (host.endsWith(suffix.getKey())) {
        return suffix.getValue();
      }
    }
    return null;
  }

  private static @Nullable String url(Draft draft) {
    boolean isRequest = draft.span().kind() == SpanKind.CLIENT && draft.has(Field.URL);
    return isRequest && !"GET".equals(draft.text(Field.HTTP_METHOD)) ? draft.text(Field.URL) : null;
  }

  private static @Nullable String host(String url) {
    int start = url.indexOf("://");
    if (start < 0) {
      return null;
    }
    int end = start + 3;
    while (end < url.length() && "/:?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start + 3, end);
  }
}
