// SPDX-License-Identifier: Apache-2.0
/// The one filter language: parsed to a tree, compiled to SQL with parameters.
@NullMarked
package dev.clew.filter;

import org.jspecify.annotations.NullMarked;
