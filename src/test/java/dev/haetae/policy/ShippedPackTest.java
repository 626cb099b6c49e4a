package dev.haetae.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pack that a start reads is what the policies' files say. */
class ShippedPackTest {
  @Test
  void holdsThePoliciesAsTheirFilesDo() throws IOException {
    Map<String, Resource> pack = ShippedPack.read();
    assertThat(pack.keySet()).containsExactlyInAnyOrderElementsOf(RuleCatalog.ids());
    for (Resource policy : pack.values()) {
      Path file = PolicyFolders.ROOT.resolve(policy.name()).resolve("policy.yaml");
      assertThat(
              ManifestReader.read(
                      Files.readAllBytes(file), file.toString(), "default", Limits.FILES)
                  .resources())
          .extracting(Resource::tree)
          .containsExactly(policy.tree());
    }
  }

  @Test
  void isTheSameHoweverOftenItIsWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("classes/policies/pack.yaml");
    ShippedPack.main(new String[] {PolicyFolders.ROOT.toString(), file.toString()});
    assertThat(file).hasContent(ShippedPack.text(PolicyFolders.ROOT));
  }

  @Test
  void isNotWrittenOfPoliciesWithMistakes(@TempDir Path folder) throws IOException {
    Path first = Files.createDirectories(folder.resolve("a")).resolve("policy.yaml");
    Path second = Files.createDirectories(folder.resolve("b")).resolve("policy.yaml");
    Files.writeString(first, "a: b: c\n");
    Files.writeString(
        second,
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: b}
        spec: {rule: no-such-rule}
        """);
    assertThatThrownBy(() -> ShippedPack.text(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(first + ":1: ")
        .hasMessageContaining(second + ":4: spec.rule names no rule");
  }
}
