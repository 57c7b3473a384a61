// SPDX-License-Identifier: Apache-2.0
/// An OpenAI-compatible model server that computes no model: it plans tool calls by matching words
/// and answers with stock sentences, in realistic time and with realistic failures. The demo and
/// load tests use it where no accelerator is at hand; its models are called `simulated-…` so that
/// nobody takes its figures for a real model's.
@NullMarked
package dev.clew.testkit.modelserver;

import org.jspecify.annotations.NullMarked;
