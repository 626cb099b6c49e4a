package dev.haetae.rule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fix of a finding applies, clears it, raises no other, and is the last one. */
class StorageFixesTest {
  private static final int OBJECTS = 150;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @SafeVarargs
  private static <T> T any(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String classField(Random random) {
    return any(
        random,
        "",
        "",
        "storageClassName: null,",
        "storageClassName: '',",
        "storageClassName: " + any(random, "a", "b", "c") + ',');
  }

  private static String claimSpec(Random random) {
    return "{"
        + any(random, "", "volumeName: " + any(random, "pv-a", "pv-b", "pv-none", "gone") + ',')
        + any(random, "", "", "selector: {matchLabels: {use: " + any(random, "a", "b") + "}},")
        + classField(random)
        + " accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}";
  }

  private static String volume(Random random, String name) {
    return "{apiVersion: v1, kind: PersistentVolume, metadata: {name: "
        + name
        + ", labels: {use: "
        + any(random, "a", "b")
        + "}, annotations: "
        + any(random, "null", "{}", "{a: b}", "{pv.kubernetes.io/provisioned-by: nfs.csi.k8s.io}")
        + "}, spec: {"
        + classField(random)
        + any(
            random,
            "",
            "persistentVolumeReclaimPolicy: null,",
            "persistentVolumeReclaimPolicy: " + any(random, "Retain", "Recycle", "Delete") + ',')
        + " capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], "
        + any(
            random,
            "nfs: {server: nas, path: /e}",
            "hostPath: {path: /srv}",
            "csi: {driver: nfs.csi.k8s.io, volumeHandle: h}",
            "csi: {driver: block, volumeHandle: h}")
        + "}}";
  }

  private static String object(Random random) {
    String claim = claimSpec(random);
    return switch (random.nextInt(5)) {
      case 0 -> volume(random, "new");
      case 1 ->
          "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: " + claim + "}";
      case 2 ->
          "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {template: {spec:"
              + " {}}, volumeClaimTemplates: [{metadata: {name: t}, spec: "
              + claim
              + "}, {metadata: {name: u},"
              + " spec: "
              + claimSpec(random)
              + "}]}}";
      case 3 ->
          "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{name: a, emptyDir:"
              + " {}}, {name: v, ephemeral: {volumeClaimTemplate: {spec: "
              + claim
              + "}}}]}}";
      default ->
          "{apiVersion: batch/v1, kind: CronJob, metadata: {name: j}, spec: {jobTemplate: {spec:"
              + " {template: {spec: {volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: "
              + claim
              + "}}}]}}}}}}";
    };
  }

  private static String world(Random random) {
    return volume(random, "pv-a")
        + "\n---\n"
        + volume(random, "pv-b")
        + "\n---\n"
        + "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: "
        + any(random, "a", "b")
        + ", annotations: {storageclass.kubernetes.io/is-default-class: '"
        + any(random, "true", "false")
        + "'}}, provisioner: nfs.csi.k8s.io}";
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void clearTheirFindingsAndRaiseNoOther(long seed) {
    Random random = new Random(seed);
    int fixes = 0;
    for (int i = 0; i < OBJECTS; i++) {
      String world = world(random);
      boolean closed = random.nextInt(4) > 0;
      Resource object = RuleTrial.resources(object(random)).getFirst();
      for (String rule : List.of("pv-reclaim-policy", "storage-class-explicit")) {
        RuleTrial trial = closed ? RuleTrial.of(rule).in(world) : RuleTrial.of(rule);
        fixes += checkFixes(object, trial);
      }
    }
    assertThat(fixes).isGreaterThan(OBJECTS / 10);
  }

  private static int checkFixes(Resource object, RuleTrial trial) {
    Verdict before = trial.create(object, EnforcementPoint.CHECK);
    int fixes = 0;
    for (Finding finding : before.findings()) {
      if (!finding.patch().isEmpty()) {
        fixes++;
        Resource fixed = object.withTree(JsonPatch.apply(object.tree(), finding.patch()));
        Verdict after = trial.create(fixed, EnforcementPoint.CHECK);
        List<String> expected = RuleTrial.found(before);
        expected = expected.stream().filter(one -> !one.equals(line(finding))).toList();
        assertThat(RuleTrial.found(after)).as(object.tree().toString()).isEqualTo(expected);
        assertThat(after.undecided()).hasSameSizeAs(before.undecided());
      }
    }
    return fixes;
  }

  private static String line(Finding finding) {
    return finding.reason() + ' ' + finding.path();
  }

  @Test
  void aChangeIsOfferedNoFix() {
    String old =
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {nfs: {server: nas,"
            + " path: /e}}}";
    String recycled = old.replace("spec: {", "spec: {persistentVolumeReclaimPolicy: Recycle, ");
    Verdict verdict =
        RuleTrial.of("pv-reclaim-policy").update(old, recycled, EnforcementPoint.CHECK);
    assertThat(verdict.findings()).singleElement().matches(finding -> finding.patch().isEmpty());
  }

  @Test
  void noneIsMadeAtAdmission() {
    assertThat(RuleTrial.problems("storage-class-explicit", "mutate: true"))
        .singleElement()
        .asString()
        .contains("mutate is true");
  }
}
