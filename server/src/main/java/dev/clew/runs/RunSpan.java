// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A span as far as the analysis of its run needs it. `minute` is where it is filed, seconds since
/// 1970. Unknown text is empty, unknown numbers are -1.
///
/// @param quirks labels of what was odd about it as it was sent
public record RunSpan(
    SpanId id,
    SpanId parentId,
    Emitter emitter,
    String name,
    Side side,
    long minute,
    long startNs,
    long durationNs,
    int status,
    String errorType,
    Operation op,
    Model model,
    Usage usage,
    Whose whose,
    Tool tool,
    String inputPreview,
    String outputPreview,
    boolean hasOutput,
    List<String> quirks) {

  public RunSpan {
    quirks = List.copyOf(quirks);
  }

  static final int STATUS_ERROR = 2;

  static final long SLACK_NS = 20_000_000;

  /// Which side of a call the span is.
  ///
  /// @param peer what a client called; empty when it did not say
  public record Side(boolean isClient, boolean isServer, String peer) {

    static final Side NEITHER = new Side(false, false, "");
  }

  /// Who recorded the span.
  public record Emitter(
      String service, String environment, String layer, String dialect, String scope) {}

  /// The model side.
  public record Model(
      String provider,
      String requestModel,
      String responseModel,
      String responseId,
      int stream,
      double ttftMs,
      double tpotMs,
      boolean hasFinishReason,
      Bill bill) {

    Model answering(String requested, String id) {
      return new Model(
          provider, requested, responseModel, id, stream, ttftMs, tpotMs, hasFinishReason, bill);
    }

    /// Streamed, as another record of the call timed it.
    Model timed(double toFirstMs, double perTokenMs) {
      return new Model(
          provider,
          requestModel,
          responseModel,
          responseId,
          1,
          toFirstMs,
          perTokenMs,
          hasFinishReason,
          bill);
    }

    String key() {
      return responseModel.isEmpty() ? requestModel : responseModel;
    }

    boolean isTimed() {
      return stream == 1 && ttftMs > 0;
    }
  }

  /// What the span says about money.
  ///
  /// @param serviceTier such as `flex` or `batch`; empty for the usual one
  /// @param region where the provider runs the model; empty when unknown
  /// @param claimedUsd what the sender thinks the call cost, in US dollars; -1 when it does not say
  public record Bill(String serviceTier, String region, double claimedUsd) {

    static final Bill NONE = new Bill("", "", -1);
  }

  /// The tool side.
  ///
  /// @param callId as the model gave it
  /// @param isMcp the span is one of the Model Context Protocol
  public record Tool(String name, String callId, String mcpServer, boolean isMcp) {

    static final Tool NONE = new Tool("", "", "", false);
  }

  /// What the span itself says about whose work it is.
  ///
  /// @param gatewayKey the API key or consumer that a gateway says a call was made with
  public record Whose(
      String session,
      String user,
      String agent,
      String workflow,
      String promptName,
      String gatewayKey) {}

  boolean isClient() {
    return side.isClient();
  }

  public boolean hasFailed() {
    return status == STATUS_ERROR;
  }

  public long endNs() {
    return startNs + durationNs;
  }

  RunSpan withUsage(Usage other) {
    return with(model, other, whose, inputPreview, outputPreview, hasOutput);
  }

  RunSpan withModel(String requested) {
    return with(
        model.answering(requested, model.responseId()),
        usage,
        whose,
        inputPreview,
        outputPreview,
        hasOutput);
  }

  /// With the first token as another record of the same call saw it.
  RunSpan timedBy(RunSpan other) {
    return with(
        model.timed(other.model.ttftMs(), other.model.tpotMs()),
        usage,
        whose,
        inputPreview,
        outputPreview,
        hasOutput);
  }

  RunSpan withoutAnswer() {
    return with(
        model.answering(model.requestModel(), ""),
        Usage.UNKNOWN,
        whose,
        inputPreview,
        outputPreview,
        hasOutput);
  }

  /// What it does not say itself, as its log records say it.
  RunSpan named(String session, String user) {
    return with(
        model,
        usage,
        new Whose(
            whose.session().isEmpty() ? session : whose.session(),
            whose.user().isEmpty() ? user : whose.user(),
            whose.agent(),
            whose.workflow(),
            whose.promptName(),
            whose.gatewayKey()),
        inputPreview,
        outputPreview,
        hasOutput);
  }

  private RunSpan with(
      Model otherModel,
      Usage otherUsage,
      Whose otherWhose,
      String input,
      String output,
      boolean said) {
    return new RunSpan(
        id,
        parentId,
        emitter,
        name,
        side,
        minute,
        startNs,
        durationNs,
        status,
        errorType,
        op,
        otherModel,
        otherUsage,
        otherWhose,
        tool,
        input,
        output,
        said,
        quirks);
  }

  /// A model call that only an HTTP instrumentation saw.
  boolean isPlainRequest() {
    return op.isModelCall() && emitter.dialect().equals("otel");
  }

  /// The other span happened within this one, give or take what starting and ending a span takes.
  boolean surrounds(RunSpan other) {
    return startNs <= other.startNs + SLACK_NS && other.endNs() <= endNs() + SLACK_NS;
  }

  /// The call was made, and nothing on the span says what was said.
  boolean isSilent() {
    return op.isModelCall() && inputPreview.isEmpty() && outputPreview.isEmpty();
  }

  RunSpan withPreviews(String input, String output) {
    return with(model, usage, whose, input, output, hasOutput || !output.isEmpty());
  }

  /// The two spans were going on at the same time.
  boolean overlaps(RunSpan other) {
    return startNs <= other.endNs() && other.startNs <= endNs();
  }

  /// Both report the same, known, non-zero tokens.
  boolean hasSameUsageAs(RunSpan other) {
    return usage.isKnown()
        && Objects.equals(usage.input(), other.usage.input())
        && Objects.equals(usage.output(), other.usage.output())
        && (positive(usage.input()) || positive(usage.output()));
  }

  private static boolean positive(@Nullable Long tokens) {
    return tokens != null && tokens > 0;
  }
}
