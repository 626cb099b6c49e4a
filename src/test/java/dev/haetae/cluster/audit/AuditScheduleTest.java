package dev.haetae.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When audits are made, by a clock that stands still until it is told. */
final class AuditScheduleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final AuditSchedule schedule = new AuditSchedule(() -> now);

  private boolean isDueAfter(String policies, long seconds) {
    now = now.plusSeconds(seconds);
    return schedule.isDue(policies, HOUR);
  }

  private void audited() {
    assertThat(isDueAfter("a", 0)).isFalse();
    assertThat(isDueAfter("a", 30)).isTrue();
    schedule.began();
  }

  @Test
  void theFirstIsMadeHalfAMinuteAfterThisReplicaLeads() {
    assertThat(isDueAfter("a", 0)).isFalse();
    assertThat(isDueAfter("a", 29)).isFalse();
    assertThat(isDueAfter("a", 1)).isTrue();
  }

  @Test
  void thenEverySoOften() {
    audited();
    assertThat(isDueAfter("a", HOUR.toSeconds() - 1)).isFalse();
    assertThat(isDueAfter("a", 1)).isTrue();
    schedule.began();
    assertThat(isDueAfter("a", 1)).isFalse();
    assertThat(schedule.isDue("a", Duration.ofSeconds(1))).as("by a shorter period").isTrue();
  }

  @Test
  void aChangeIsWaitedForUntilNothingFollowsIt() {
    audited();
    assertThat(isDueAfter("b", 100)).isFalse();
    assertThat(isDueAfter("c", 29)).isFalse();
    assertThat(isDueAfter("c", 29)).isFalse();
    assertThat(isDueAfter("c", 1)).isTrue();
    schedule.began();
    assertThat(isDueAfter("c", 31)).as("the same is not audited twice").isFalse();
  }

  @Test
  void whoNeverStopsChangingIsAuditedAllTheSame() {
    audited();
    for (int i = 0; i < 359; i++) {
      assertThat(isDueAfter("policies " + i, 10)).isFalse();
    }
    assertThat(isDueAfter("the last", 10)).isTrue();
  }

  @Test
  void whatHasFailedIsTriedAgainAfterAWhile() {
    audited();
    now = now.plusSeconds(7);
    schedule.failed();
    assertThat(isDueAfter("a", 299)).isFalse();
    assertThat(isDueAfter("a", 1)).isTrue();
  }

  @Test
  void whoLeadsAgainBeginsAnew() {
    audited();
    schedule.forget();
    now = now.plus(HOUR.multipliedBy(5));
    assertThat(isDueAfter("a", 0)).isFalse();
    assertThat(isDueAfter("a", 30)).isTrue();
  }
}
