package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code haetae serve} hands to the webhook. */
class ServeCommandTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/dev/haetae/cli/manifests");

  private final List<ServeSettings> served = new ArrayList<>();

  private Trial serve(@Nullable String refusal, String... arguments) {
    return Trial.serving(
        (settings, _, _, _) -> {
          served.add(settings);
          return refusal;
        },
        arguments);
  }

  @Test
  void hasDefaults() {
    assertThat(serve(null, "serve")).isEqualTo(new Trial(ExitCode.OK, "", ""));
    assertThat(served)
        .containsExactly(new ServeSettings(8443, 8080, Path.of(".haetae", "tls"), null, null));
  }

  @Test
  void takesEverySetting() {
    Trial trial =
        serve(
            null,
            "serve",
            "--port=0",
            "--management-port=0",
            "--tls-dir=certificates",
            "--client-ca=clients.crt");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
    assertThat(served)
        .containsExactly(
            new ServeSettings(0, 0, Path.of("certificates"), Path.of("clients.crt"), null));
  }

  @Test
  void saysWhyItCannotServe() {
    Trial trial = serve("port 8443 is taken", "serve");
    assertThat(trial).isEqualTo(new Trial(ExitCode.INTERNAL, "", "haetae: port 8443 is taken\n"));
  }

  @Test
  void servesTheWorldAndThePoliciesOfFiles() {
    List<String> policies = new ArrayList<>();
    Trial trial =
        Trial.serving(
            (_, evaluator, inventory, _) -> {
              evaluator.table().policies().forEach(policy -> policies.add(policy.name()));
              assertThat(inventory.isClosed()).isTrue();
              return null;
            },
            "serve",
            "-p",
            MANIFESTS.resolve("warn-policy.yaml").toString(),
            "-i",
            MANIFESTS.resolve("folder").toString());
    assertThat(trial.err())
        .isEqualTo(
            "note: "
                + MANIFESTS
                + "/folder/values.yaml: passed over, it holds no Kubernetes object\n");
    assertThat(policies).containsExactly("paths-of-nodes");
  }

  @Test
  void servesNothingWhenAnInventoryIsBroken() {
    Trial trial = serve(null, "serve", "-i", "nowhere.yaml");
    assertThat(trial)
        .isEqualTo(
            new Trial(
                ExitCode.UNREADABLE, "", "nowhere.yaml: error there is no such file or folder\n"));
    assertThat(served).isEmpty();
  }

  @Test
  void aBrokenWebhookIsAnInternalError() {
    Trial trial =
        Trial.serving(
            (_, _, _, _) -> {
              throw new IllegalStateException("broken");
            },
            "serve");
    assertThat(trial.err()).startsWith("haetae: an internal error, which is our fault");
    assertThat(trial.code()).isEqualTo(ExitCode.INTERNAL);
  }
}
