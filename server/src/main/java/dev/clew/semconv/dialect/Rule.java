// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// What one attribute key, or one prefix of keys, means.
///
/// @param key the key or, for an indexed field, the prefix
/// @param dialect position of the dialect in [RuleBook#DIALECTS]
/// @param rank place among the keys of the same field and dialect; the lowest wins
/// @param shows whether the key proves that the dialect is spoken
/// @param isPlain whether the key is an everyday word, read in the dialect's own scopes only
public record Rule(
    String key, int dialect, Field field, int rank, boolean shows, boolean isPlain) {}
