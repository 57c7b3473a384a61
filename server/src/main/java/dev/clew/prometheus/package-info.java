// SPDX-License-Identifier: Apache-2.0
/// Prometheus: its text formats, scraping, and remote-write, turned into the metrics that OTLP
/// sends.
@NullMarked
package dev.clew.prometheus;

import org.jspecify.annotations.NullMarked;
