// SPDX-License-Identifier: Apache-2.0
/// Access logs of gateways: one file per product, each turning a JSON line into one request.
@NullMarked
package dev.clew.accesslogs;

import org.jspecify.annotations.NullMarked;
