// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Span;
import java.util.List;

/// A span with its content replaced by hashes, ready to be written.
///
/// @param span without its content and the attributes that held it: what waits must be small
/// @param inputPreview for lists
/// @param outputPreview for lists
/// @param bodies the content behind the hashes that may not be stored yet
record PackedSpan(
    Span span,
    String inputPreview,
    String outputPreview,
    Hash128 resource,
    List<Hash128> input,
    List<Hash128> output,
    List<Hash128> system,
    List<Hash128> tools,
    Hash128 inputText,
    Hash128 outputText,
    List<Body> bodies) {}
