// SPDX-License-Identifier: Apache-2.0
/// Model servers and GPUs: their metrics under one name each, joined to the calls that they
/// answered.
@NullMarked
package dev.clew.serving;

import org.jspecify.annotations.NullMarked;
