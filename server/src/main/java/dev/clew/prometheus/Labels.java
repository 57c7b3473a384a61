// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.Resource;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Labels of a sample, sorted by name. Empty values are as good as none.
record Labels(Map<String, String> byName) {

  static final String NAME = "__name__";

  Labels {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  String get(String name) {
    return byName.getOrDefault(name, "");
  }

  Labels without(String name) {
    if (!byName.containsKey(name)) {
      return this;
    }
    var fewer = new TreeMap<>(byName);
    fewer.remove(name);
    return new Labels(fewer);
  }

  /// Adds the labels of a target. A label that the sample has too moves to `exported_…`, as
  /// Prometheus does it.
  Labels within(Map<String, String> target) {
    if (target.isEmpty()) {
      return this;
    }
    var all = new TreeMap<String, String>();
    byName.forEach(
        (name, value) -> all.put(target.containsKey(name) ? "exported_" + name : name, value));
    all.putAll(target);
    return new Labels(all);
  }

  Attributes attributes() {
    var attributes = new ArrayList<Attribute>(byName.size());
    byName.forEach(
        (name, value) -> {
          if (!value.isEmpty() && !name.equals(NAME)) {
            attributes.add(new Attribute(name, Value.of(value)));
          }
        });
    return new Attributes(attributes);
  }

  /// `job` is the service and `instance` one of its processes, as OpenTelemetry maps them.
  Resource resource() {
    var attributes = new ArrayList<Attribute>();
    if (!get("job").isEmpty()) {
      attributes.add(new Attribute("service.name", Value.of(get("job"))));
    }
    if (!get("instance").isEmpty()) {
      attributes.add(new Attribute("service.instance.id", Value.of(get("instance"))));
    }
    return attributes.isEmpty() ? Resource.NONE : new Resource(new Attributes(attributes), "");
  }
}
