package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy's own mutations would write is a suggestion that says what it does. */
final class OwnPolicyFixTest {
  private static final String POLICY =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: with-team}
      spec:
        mutate: true
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        mutations:
          - patchType: ApplyConfiguration
            applyConfiguration:
              expression: "Object{metadata: Object.metadata{labels: {'team': 'vision'}}}"
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
      spec:
        containers:
          - name: web
            image: registry.lab/web:1
      """;

  @TempDir private Path folder;

  private Trial fix(String... more) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);
    String[] arguments = {"fix", "-p", policy.toString(), pod.toString()};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Trial.of(all);
  }

  @Test
  void isToldWithWhatItDoes() throws IOException {
    assertThat(fix().err())
        .contains(
            "a suggestion, which --suggested makes (is changed by"
                + " spec.mutations[0].applyConfiguration.expression of the policy)");
  }

  @Test
  void isMadeWhenSuggestionsAreAskedFor() throws IOException {
    assertThat(fix("--suggested").out()).contains("+  labels:", "+    team: vision");
  }
}
