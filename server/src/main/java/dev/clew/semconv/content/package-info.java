// SPDX-License-Identifier: Apache-2.0
/// What was said in a span: messages, tool definitions and JSON in all the shapes in which they are
/// sent. Knows nothing of spans and dialects.
@NullMarked
package dev.clew.semconv.content;

import org.jspecify.annotations.NullMarked;
