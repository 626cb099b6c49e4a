package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.UnreadableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The API server's answers to four topics, and the pods that carriers got, are foreseen. */
final class AdmissionTruthTest {
  private static void agrees(String topic) throws IOException, UnreadableException {
    assertThat(new AdmissionTruth().disagreements(topic)).isEmpty();
  }

  @Test
  void quota() throws IOException, UnreadableException {
    agrees("quota");
  }

  @Test
  void limits() throws IOException, UnreadableException {
    agrees("limits");
  }

  @Test
  void podSecurity() throws IOException, UnreadableException {
    agrees("psa");
  }

  @Test
  void references() throws IOException, UnreadableException {
    agrees("refs");
  }

  @Test
  void invalid() throws IOException, UnreadableException {
    agrees("invalid");
  }

  @Test
  void update() throws IOException, UnreadableException {
    agrees("update");
  }

  @Test
  void resize() throws IOException, UnreadableException {
    agrees("resize");
  }
}
