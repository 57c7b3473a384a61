// SPDX-License-Identifier: Apache-2.0
/// Alerts: rules over what is measured, evaluated each minute, with states, silences and previews.
@NullMarked
package dev.clew.alerts;

import org.jspecify.annotations.NullMarked;
