// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.model.SpanId;

/// A tool call that no span shows: a model asked for it, and what came back is in a later call.
///
/// @param id made from what it is inferred from; the same whenever the trace is looked at
/// @param parent what it ran within, as far as spans tell; [SpanId#NONE] when nothing does
/// @param call that carries the result first
/// @param callId of the request; empty when messages have none
/// @param startNs when the model had asked; when that is not seen, the same as `endNs`
/// @param endNs when the call with the result began: the tool had answered by then
/// @param asking hash of the message that asks for it; 0 when there is none
/// @param answering hash of the message with its result
/// @param arguments key of its arguments; 0 when unknown
/// @param result key of its result
public record InferredTool(
    SpanId id,
    SpanId parent,
    SpanId call,
    String service,
    String agent,
    String tool,
    String callId,
    long startNs,
    long endNs,
    long asking,
    long answering,
    long arguments,
    long result) {}
