// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// What produced the telemetry: one per process or device, shared by its spans.
public record Resource(Attributes attributes, String schemaUrl) {

  public static final Resource NONE = new Resource(Attributes.NONE, "");

  /// `service.name`, or empty when the sender did not say.
  public String service() {
    var name = attributes.text("service.name");
    return name == null ? "" : name;
  }
}
