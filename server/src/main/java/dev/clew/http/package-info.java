// SPDX-License-Identifier: Apache-2.0
/// What every route shares: declarations, parameters, errors, JSON, access, static files.
@NullMarked
package dev.clew.http;

import org.jspecify.annotations.NullMarked;
