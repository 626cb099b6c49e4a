package dev.haetae.rule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code pvc-bound-rwx-nfs} says of the manifests the project grew from, where they are. */
class StudyManifestsTest {
  @BeforeEach
  void areThere() {
    SharedFolder.assumeSeedManifests();
  }

  private static List<Resource> read(String name) throws IOException {
    return ManifestReader.read(
            Files.readAllBytes(SharedFolder.SEED_MANIFESTS.resolve(name)),
            name,
            "default",
            Limits.FILES)
        .resources();
  }

  private static List<String> judge(List<Resource> objects, List<Resource> inventory)
      throws IOException {
    Path policy = Path.of("policies", "pvc-bound-rwx-nfs", "policy.yaml");
    PolicyReader reader = new PolicyReader().read(Files.readAllBytes(policy), policy.toString());
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(reader.policies(), Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    inventory.forEach(world::add);
    objects.forEach(world::add);
    InventorySnapshot snapshot = world.build(!inventory.isEmpty());
    List<String> told = new ArrayList<>();
    for (Resource object : objects) {
      Verdict verdict = evaluator.evaluate(Review.create(object, EnforcementPoint.CHECK), snapshot);
      verdict.findings().forEach(finding -> told.add(line(finding.action().word(), finding)));
      verdict.undecided().forEach(finding -> told.add(line("Undecided", finding)));
    }
    return told;
  }

  private static String line(String word, Finding finding) {
    return word + ' ' + finding.reason() + ' ' + finding.object().kind() + ' ' + finding.path();
  }

  @Test
  void podClaimAndDiskInOneFile() throws IOException {
    assertThat(judge(read("003-6-pod-persistentvolumeclaim.yaml"), List.of()))
        .containsExactly(
            "Deny AccessModeMissing Pod spec.volumes[0].persistentVolumeClaim.claimName",
            "Deny VolumeNotNfs Pod spec.volumes[0].persistentVolumeClaim.claimName",
            "Deny AccessModeMissing PersistentVolumeClaim spec.accessModes",
            "Deny VolumeNotNfs PersistentVolumeClaim spec");
  }

  @Test
  void claimTemplatesOfAStatefulSet() throws IOException {
    assertThat(judge(read("003-10-service-statefulset.yaml"), List.of()))
        .containsExactly(
            "Warn AccessModeMissing StatefulSet spec.volumeClaimTemplates[0].spec.accessModes",
            "Undecided ClaimUnbindable StatefulSet spec.volumeClaimTemplates[0].spec");
  }

  @Test
  void claimThatNamesAnNfsVolume() throws IOException {
    assertThat(judge(read("000-6-persistentvolumeclaim.yaml"), read("000-5-persistentvolume.yaml")))
        .isEmpty();
  }
}
