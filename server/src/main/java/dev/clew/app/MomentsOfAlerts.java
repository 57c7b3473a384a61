// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.alerts.AlertMoment;
import dev.clew.alerts.Alerts;
import dev.clew.dashboards.AlertMoments;
import dev.clew.http.TimeRange;
import java.util.List;

/// Changes of alerts as dashboards draw them; neither knows of the other.
record MomentsOfAlerts(Alerts alerts) implements AlertMoments {

  @Override
  public List<Moment> within(String project, TimeRange range, int most) {
    return alerts.moments(project, range, most).stream().map(MomentsOfAlerts::moment).toList();
  }

  private static Moment moment(AlertMoment change) {
    var whose = change.member().isEmpty() ? "" : " · " + change.member();
    var what = change.phase().equals("firing") ? " fires" : " is well again";
    return new Moment(
        change.rule() + " " + change.member() + " " + change.time(),
        change.time(),
        change.phase(),
        change.name() + whose + what,
        "/alerts/" + change.rule());
  }
}
