// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

  @Test
  void hoursAndDaysBeginAndEndAtTheBordersOfTheCalendarInUtc() {
    isFrom(Period.HOUR, "2026-11-20T12:59:59.999Z", "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z");
    isFrom(Period.HOUR, "2026-11-20T13:00:00Z", "2026-11-20T13:00:00Z", "2026-11-20T14:00:00Z");
    isFrom(Period.DAY, "2026-12-31T23:59:59Z", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z");
    isFrom(Period.DAY, "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z");
  }

  @Test
  void monthsAreAsLongAsTheyAreInLeapYearsToo() {
    isFrom(Period.MONTH, "2026-02-28T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
    isFrom(Period.MONTH, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z");
    isFrom(Period.MONTH, "2028-03-01T00:00:00Z", "2028-03-01T00:00:00Z", "2028-04-01T00:00:00Z");
    isFrom(Period.MONTH, "2026-01-31T08:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    isFrom(Period.MONTH, "2026-12-31T23:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z");
  }

  @Test
  void aForecastGoesOnAtTheRateOfTheLastQuarterOfAPeriodsLength() {
    // 40 minutes passed and 20 are left; 30 in the last 15 minutes are 2 a minute.
    var hour = Period.HOUR.at(Instant.parse("2026-11-20T12:40:00Z"));
    assertThat(hour.recentFrom()).isEqualTo("2026-11-20T12:25:00Z");
    assertThat(hour.forecast(100, 30)).isCloseTo(140, within(1e-9));
    assertThat(hour.forecast(100, 0)).isEqualTo(100);
    // A quarter of February, 7 days, from the middle of it: as much again as in two such weeks.
    var february = Period.MONTH.at(Instant.parse("2026-02-15T00:00:00Z"));
    assertThat(february.recentFrom()).isEqualTo("2026-02-08T00:00:00Z");
    assertThat(february.forecast(10, 5)).isCloseTo(20, within(1e-9));
  }

  @Test
  void theFirstMinutesOfAPeriodDoNotStandForAllOfIt() {
    var day = Period.DAY.at(Instant.parse("2026-11-20T00:06:00Z"));
    assertThat(day.from()).isEqualTo("2026-11-19T18:06:00Z");
    // 60 in 6 hours are 10 an hour, with 23.9 hours to go.
    assertThat(day.forecast(1, 60)).isCloseTo(240, within(1e-9));
    var evening = Period.DAY.at(Instant.parse("2026-11-20T20:00:00Z"));
    assertThat(evening.from()).isEqualTo("2026-11-20T00:00:00Z");
  }

  @Test
  void runsAreLookedAtForADayAndHaveNoForecast() {
    var runs = Period.RUN.at(Instant.parse("2028-03-01T06:00:00Z"));
    assertThat(runs.begin()).isEqualTo("2028-02-29T06:00:00Z");
    assertThat(runs.forecast(1, 1)).isNull();
  }

  private static void isFrom(Period period, String at, String begin, String end) {
    var window = period.at(Instant.parse(at));
    assertThat(window.begin()).isEqualTo(begin);
    assertThat(window.end()).isEqualTo(end);
  }
}
