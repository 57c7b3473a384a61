// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// The instrumentation library that recorded a span.
public record Scope(String name, String version, Attributes attributes, String schemaUrl) {

  public static final Scope NONE = new Scope("", "", Attributes.NONE, "");
}
