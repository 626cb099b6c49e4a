package dev.haetae.rule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However long the names, what is said fits into an admission warning. */
class StorageMessagesTest {
  private static final int LONGEST_WARNING = 256;

  // 253 characters are the longest name there is, 63 the longest CSI driver.
  private static String longest(String letter) {
    return letter.repeat(253);
  }

  private static String volume(String source) {
    return "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: "
        + longest("v")
        + "}\nspec: {capacity: {storage: 1Gi}, storageClassName: \"\", accessModes: [ReadWriteOnce,"
        + " ReadOnlyMany, ReadWriteOncePod], "
        + source
        + "}\n---\n";
  }

  private static String claim(String spec) {
    return "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: "
        + longest("c")
        + "}\nspec: {accessModes: [ReadWriteOnce, ReadOnlyMany], "
        + spec
        + "}\n";
  }

  private static List<String> told(String rule, String world, String manifest) {
    RuleTrial trial = RuleTrial.of(rule);
    Verdict verdict =
        (world.isEmpty() ? trial : trial.in(world)).create(manifest, EnforcementPoint.CHECK);
    List<Finding> all = new ArrayList<>(verdict.findings());
    all.addAll(verdict.undecided());
    return all.stream().map(f -> f.message() + "; " + f.remediation()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostPath: {path: /PATH}",
        "csi: {driver: DRIVER, volumeHandle: a}",
        "nfs: {server: nas}",
        "portworxVolume: {volumeID: a}"
      })
  void aboutVolumes(String source) {
    String written = source.replace("PATH", "p".repeat(4000)).replace("DRIVER", "d".repeat(63));
    String bound = claim("storageClassName: \"\", volumeName: " + longest("v"));
    for (String rule : List.of("no-host-path", "pvc-bound-rwx-nfs")) {
      assertThat(told(rule, volume(written), bound))
          .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(LONGEST_WARNING));
    }
    assertThat(told("pvc-bound-rwx-nfs", volume(written), bound)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"storageClassName: NAME", "storageClassName: a, volumeName: NAME"})
  void aboutWhatIsNotSeen(String spec) {
    String written = claim(spec.replace("NAME", longest("n")));
    for (String rule : List.of("no-host-path", "pvc-bound-rwx-nfs")) {
      assertThat(told(rule, "", written))
          .isNotEmpty()
          .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(LONGEST_WARNING));
    }
  }
}
