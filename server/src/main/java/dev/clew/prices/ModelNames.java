// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The ways in which one model is written: with the provider before it, with a date or a region
/// around it.
final class ModelNames {

  private static final Pattern DATE = Pattern.compile("[-@](20\\d{6}|20\\d\\d-\\d\\d-\\d\\d)$");
  private static final Pattern REGION = Pattern.compile("^(us|eu|apac|au|jp|global|us-gov)\\.");
  private static final int MAX_LENGTH = 200;

  private ModelNames() {}

  /// What to look for, most exact first; names in lower case.
  static List<String> candidates(String model) {
    var name = model.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return List.of();
    }
    var names = new LinkedHashSet<String>();
    names.add(name);
    // models/gemini-2.5-pro, openai/gpt-5, accounts/fireworks/models/…, arn:aws:bedrock:…/…
    var last = name.substring(name.lastIndexOf('/') + 1);
    names.add(last);
    names.add(REGION.matcher(last).replaceFirst(""));
    for (var one : List.copyOf(names)) {
      names.add(DATE.matcher(one).replaceFirst(""));
    }
    names.remove("");
    return List.copyOf(names);
  }

  /// The provider that stands before a model's name, as gateways write it; empty when none does.
  static String providerIn(String model) {
    int slash = model.indexOf('/');
    return slash <= 0 ? "" : model.substring(0, slash).toLowerCase(Locale.ROOT);
  }
}
