// SPDX-License-Identifier: Apache-2.0
/// Services, models, agents and tools: what took part, how often, how fast, how wrong.
@NullMarked
package dev.clew.inventory;

import org.jspecify.annotations.NullMarked;
