// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model side of a span.
///
/// @param provider normalised id such as `openai` or `aws.bedrock`; never the name of a framework
/// @param region where the provider runs the model, as its address or the model's name says: a
///   cloud's name for it, or `us`, `eu`, `cn`, `global` …; `null` when nobody said
/// @param responseId the provider's id of the answer: the best key to recognise one call seen twice
/// @param finishReasons of the set stop, length, tool_call, content_filter, compaction, error,
///   other
/// @param stream `null` when nobody said
/// @param ttftMs first token or chunk after the span's start, milliseconds
/// @param tpotMs time per output token after the first, milliseconds
public record ModelCall(
    @Nullable String provider,
    @Nullable String region,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable String responseId,
    List<String> finishReasons,
    @Nullable Boolean stream,
    @Nullable Double ttftMs,
    @Nullable Double tpotMs) {

  public static final ModelCall NONE =
      new ModelCall(null, null, null, null, null, List.of(), null, null, null);

  public ModelCall {
    finishReasons = List.copyOf(finishReasons);
  }

  /// What figures are grouped and priced by: the model that answered, else the one asked for.
  public @Nullable String model() {
    return responseModel != null ? responseModel : requestModel;
  }
}
