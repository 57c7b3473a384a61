// SPDX-License-Identifier: Apache-2.0
/// The canary: writes known spans through the ports that everybody uses, reads them back through
/// the API, and compares.
@NullMarked
package dev.clew.verify;

import org.jspecify.annotations.NullMarked;
