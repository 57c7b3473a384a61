// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static java.util.Map.entry;

import dev.clew.semconv.dialect.Field;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who answers the model calls: one id per provider, whatever the sender calls it (semconv §3.2).
final class Providers {

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          entry("vertex_ai", "gcp.vertex_ai"),
          entry("vertexai", "gcp.vertex_ai"),
          entry("vertex_ai_beta", "gcp.vertex_ai"),
          entry("google_vertexai", "gcp.vertex_ai"),
          entry("gcp.anthropic", "gcp.vertex_ai"),
          entry("gcp.vertex.agent", "gcp.vertex_ai"),
          entry("gemini", "gcp.gemini"),
          entry("google", "gcp.gemini"),
          entry("google_genai", "gcp.gemini"),
          entry("google-genai", "gcp.gemini"),
          entry("google_ai_gemini", "gcp.gemini"),
          entry("google.generative-ai", "gcp.gemini"),
          entry("az.ai.openai", "azure.ai.openai"),
          entry("azure", "azure.ai.openai"),
          entry("azure.openai", "azure.ai.openai"),
          entry("azure_openai", "azure.ai.openai"),
          entry("azure_open_ai", "azure.ai.openai"),
          entry("az.ai.inference", "azure.ai.inference"),
          entry("azure_ai", "azure.ai.inference"),
          entry("bedrock", "aws.bedrock"),
          entry("bedrock_converse", "aws.bedrock"),
          entry("aws", "aws.bedrock"),
          entry("amazon-bedrock", "aws.bedrock"),
          entry("amazon_bedrock", "aws.bedrock"),
          entry("aws.anthropic", "aws.bedrock"),
          entry("open_ai", "openai"),
          entry("openailike", "openai"),
          entry("xai", "x_ai"),
          entry("mistral", "mistral_ai"),
          entry("mistralai", "mistral_ai"),
          entry("moonshot", "moonshot_ai"),
          entry("kimi", "moonshot_ai"),
          entry("watsonx", "ibm.watsonx.ai"),
          entry("ibm.watson.ai", "ibm.watsonx.ai"),
          entry("qwen", "alibaba.dashscope"),
          entry("tongyi", "alibaba.dashscope"),
          entry("dashscope", "alibaba.dashscope"));

  private static final Set<String> APIS =
      Set.of("chat", "messages", "responses", "completion", "embedding", "image", "speech");

  /// Frameworks that put themselves where the provider belongs, and words for nobody.
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "langchain",
          "langgraph",
          "llama_index",
          "llamaindex",
          "strands-agents",
          "autogen",
          "ag2",
          "spring_ai",
          "microsoft.agent_framework",
          "crewai",
          "haystack",
          "openai_agents",
          "agno",
          "smolagents",
          "pydantic_ai",
          "pydantic-ai",
          "dspy",
          "semantic_kernel",
          "mcp",
          "litellm",
          "unknown",
          "none",
          "null",
          "n/a",
          "_other");

  private Providers() {}

  /// In the order of §5.2; the first name that is not a framework's.
  static @Nullable String of(Draft draft) {
    if (!draft.has(Field.PROVIDER) && !draft.has(Field.SYSTEM)) {
      return ModelEndpoints.provider(draft);
    }
    for (var field : new Field[] {Field.PROVIDER, Field.SYSTEM}) {
      for (int dialect = draft.dialectAfter(-1);
          dialect >= 0;
          dialect = draft.dialectAfter(dialect)) {
        var name = Coercion.text(draft.value(field, dialect));
        var provider = name == null ? null : normalise(name);
        if (provider != null) {
          return provider;
        }
      }
    }
    return null;
  }

  /// `null` for a framework.
  static @Nullable String normalise(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    // Dify names plugins by path: langgenius/openai/openai.
    key = key.substring(key.lastIndexOf('/') + 1);
    if (key.isEmpty() || FRAMEWORKS.contains(key)) {
      return null;
    }
    var alias = ALIASES.get(key);
    if (alias != null) {
      return alias;
    }
    // The Vercel AI SDK names the API behind the provider: anthropic.messages.
    int dot = key.indexOf('.');
    return dot > 0 && APIS.contains(key.substring(dot + 1))
        ? normalise(key.substring(0, dot))
        : key;
  }
}
