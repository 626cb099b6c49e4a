package dev.haetae.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names with a star. */
class NamePatternsTest {
  private static final NamePatterns PATTERNS =
      NamePatterns.of(
          List.of("nvidia.com/gpu", "nvidia.com/mig-*", "cluster.local/*-nfs", "*-dev"));

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/gpu, true",
    "nvidia.com/gpu.shared, false",
    "nvidia.com/mig-1g.5gb, true",
    "nvidia.com/mig-, true",
    "nvidia.com/mig, false",
    "cluster.local/data-nfs, true",
    "cluster.local/-nfs, true",
    "cluster.local-nfs, false",
    "cluster.local/data-nfs-2, false",
    "team-dev, true",
    "developers, false",
  })
  void standForWholeNamesAndForWhatTheStarLeavesOut(String name, boolean included) {
    assertThat(PATTERNS.include(name)).isEqualTo(included);
  }
}
