// SPDX-License-Identifier: Apache-2.0
/// What people set up: projects, keys, saved views. SQLite in the data folder; telemetry never goes
/// there.
@NullMarked
package dev.clew.admin;

import org.jspecify.annotations.NullMarked;
