// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The rejections of one request. Beyond the first hundred, those of one reason share an object: a
/// request of two-byte records must not cost a hundred bytes for each of them.
public final class RejectionList {

  private static final int DETAILED = 100;

  private final List<Rejection> rejections = new ArrayList<>();
  private final Map<Reason, Rejection> shared = new EnumMap<>(Reason.class);

  public void add(Rejection rejection) {
    rejections.add(
        rejections.size() < DETAILED
            ? rejection
            : shared.computeIfAbsent(rejection.reason(), _ -> rejection));
  }

  public int size() {
    return rejections.size();
  }

  public List<Rejection> toList() {
    return List.copyOf(rejections);
  }
}
