package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is told of GPUs and nodes in inputs from the field. */
class FieldGpuTest {
  @Test
  void whatTheWebhookOfASchedulerThatSharesGpusWritesIsLetThrough() {
    Trial admitted = FieldInput.check("58-kai-fraction/admitted.yaml");
    assertThat(admitted.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    Trial review = Trial.of("review", FieldInput.path("58-kai-fraction/review.json"));
    assertThat(review.out()).contains("\"allowed\":true").doesNotContain("warnings");
  }

  @Test
  void countersOfMemoryAndTimeAreNoGpusAndRenamedSlicesAre() {
    Trial trial = FieldInput.check("63-gpu-counters/case.yaml");
    assertThat(trial.out())
        .contains("case.yaml:26:5: deny [gpu-limits] Pod default/mps: nvidia.com/gpu-10gb")
        .endsWith("1 file, 3 objects: 1 denial, 0 warnings\n");
  }
}
