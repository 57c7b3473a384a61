// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import org.jspecify.annotations.Nullable;

/// What must be known about another back end's objects to put them together.
interface Protocol {

  /// In the file of held objects; never changes.
  String name();

  /// How much of an object is there.
  Readiness readiness(Piece object);

  /// The span of an object; `null` when it is none of its own. An object that was only ever updated
  /// becomes a span below the one it belongs to.
  ///
  /// @param about what is known of the object that this one is about; `null` when nothing is
  @Nullable OtlpSpan span(Piece object, @Nullable Piece about);

  /// Which other object says where the span of this one belongs; `null` when none is needed.
  default @Nullable Subject about(Piece object) {
    return null;
  }

  /// An object of the same protocol.
  record Subject(String kind, String id) {}

  /// How much of an object is there.
  enum Readiness {
    /// Its end is known.
    WHOLE,
    /// It has no end; it is taken as whole when nothing more is said for a while.
    SETTLING,
    /// The rest is still to come.
    OPEN
  }
}
