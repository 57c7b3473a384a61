// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// One key with its value.
public record Attribute(String key, Value value) {}
