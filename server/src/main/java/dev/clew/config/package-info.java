// SPDX-License-Identifier: Apache-2.0
/// The settings of a server, from defaults, a file and the environment.
@NullMarked
package dev.clew.config;

import org.jspecify.annotations.NullMarked;
