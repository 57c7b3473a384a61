// SPDX-License-Identifier: Apache-2.0
/// The only place that sees OTLP bytes: decoders of both encodings, receivers over HTTP and gRPC.
@NullMarked
package dev.clew.otlp;

import org.jspecify.annotations.NullMarked;
