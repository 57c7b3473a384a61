// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Something that was said about an object of another back end; what it becomes is decided when all
/// pieces are together.
///
/// @param kind of the object, in the protocol's words
/// @param id of the object within its kind
/// @param fields what was said
record Piece(String kind, String id, ObjectNode fields) {}
