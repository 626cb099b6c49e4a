package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs from the field about worlds: what counts as there, and what becomes of claims and ports.
 */
final class FieldWorldTest {
  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: c}
      spec: {accessModes: [ReadWriteMany], storageClassName: hand, resources: {requests: {storage: 1Gi}}}
      """;

  @TempDir private Path folder;

  private String write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return path.toString();
  }

  private static String volume(String name, String source) {
    return """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: %s}
    spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: hand, %s}
    """
        .formatted(name, source);
  }

  private static String service(String name, String namespace, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: %s}
    spec: {type: NodePort, ports: [{port: 80, nodePort: %s}]}
    """
        .formatted(name, namespace, port);
  }

  @Test
  void counterpartsThatStandInAnotherVersionOfTheFolderAccuseNobody() {
    for (String options : new String[] {"-o=text", "--rule=service-selects-pods"}) {
      Trial run = FieldInput.check("corpus/two-versions", options);
      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out()).isEqualTo("2 files, 4 objects: 0 denials, 0 warnings\n");
    }
  }

  @Test
  void nodePortsOfTwoOverlaysAreComparedWithinEach() throws IOException {
    write("dev/a.yaml", service("a", "team", 30001) + "---\n" + service("b", "team", 30002));
    write("prod/a.yaml", service("a", "team", 30002) + "---\n" + service("b", "team", 30001));
    Trial run = Trial.of("check", folder.toString(), "--rule", "node-port-range");
    assertThat(run.out()).endsWith("2 files, 4 objects: 0 denials, 0 warnings\n");
  }

  @Test
  void twoCopiesOfOneServiceDoNotAccuseEachOther() throws IOException {
    write("dev/web.yaml", service("web", "dev", 30001));
    write("prod/web.yaml", service("web", "prod", 30001));
    Trial run = Trial.of("check", folder.toString(), "--rule", "node-port-range");
    assertThat(run.out())
        .contains("prod/web.yaml asks for it too, and need not be meant for the same cluster")
        .endsWith("2 files, 2 objects: 0 denials, 0 warnings, 2 undecided\n");
  }

  @Test
  void aNodePortThatAnotherFileHoldsIsToldWithTheFile() throws IOException {
    write("a.yaml", service("a", "team", 30001));
    write("other/b.yaml", service("b", "team", 30001));
    Trial run = Trial.of("check", folder.toString(), "--rule", "node-port-range");
    assertThat(run.out())
        .contains("\"30001\" is held by Service team/b of ")
        .contains("b.yaml: a number counts once in the cluster");
  }

  @Test
  void whatIsWrittenDifferentlyInTwoOtherFoldersIsUndecided() throws IOException {
    String nfs = "nfs: {server: nas, path: /a}";
    String named = CLAIM.replace("spec: {", "spec: {volumeName: v, ");
    write("one/v.yaml", volume("v", nfs));
    write("two/v.yaml", volume("v", "hostPath: {path: /a}"));
    write("three/c.yaml", named);
    write("two/c.yaml", named.replace("name: c}", "name: d}"));
    Trial run = Trial.of("check", folder.toString(), "--rule", "pvc-bound-rwx-nfs");
    assertThat(run.out())
        .contains("undecided [pvc-bound-rwx-nfs] PersistentVolumeClaim default/c")
        .contains("PersistentVolume v is written differently in ")
        .contains("deny [pvc-bound-rwx-nfs] PersistentVolumeClaim default/d")
        .contains("4 files");
  }

  @Test
  void aClaimThatMayBindToAVolumeOfAnotherFileIsUndecided() throws IOException {
    String rival = CLAIM.replace("name: c}", "name: d}");
    write(
        "mine/c.yaml",
        CLAIM + "---\n" + rival + "---\n" + volume("a", "nfs: {server: nas, path: /a}"));
    write("other/v.yaml", volume("b", "hostPath: {path: /b}"));
    Trial run = Trial.of("check", folder.resolve("mine/c.yaml").toString(), folder.toString());
    assertThat(run.out())
        .contains("undecided [pvc-bound-rwx-nfs] PersistentVolumeClaim default/c")
        .contains("claim \"c\" may bind to PersistentVolume \"b\" of ")
        .doesNotContain("deny [pvc-bound-rwx-nfs]")
        .doesNotContain("deny [no-host-path] PersistentVolumeClaim");
  }

  @Test
  void twoObjectsOfOneNameAreJudgedEachByItself() {
    Trial run = FieldInput.check("corpus/same-claim-twice.yaml", "--rule", "pvc-bound-rwx-nfs");
    assertThat(run.code()).isEqualTo(ExitCode.DENIED);
    assertThat(run.out())
        .contains("same-claim-twice.yaml:13:1: deny [pvc-bound-rwx-nfs]")
        .contains("its class \"large\" does not exist")
        .endsWith("1 file, 3 objects: 1 denial, 0 warnings\n");
    assertThat(FieldInput.predict("corpus/same-claim-twice.yaml").out())
        .contains("no volume fits, and storageclass.storage.k8s.io \"large\" not found")
        .contains("PersistentVolumeClaim default/c: Bound: binds to \"pv\"");
  }

  @Test
  void theProvisionersOfChartsAreKnownByPatterns() {
    Trial shipped =
        Trial.of(
            "check",
            FieldInput.path("41-provisioner-of-the-chart/case.yaml"),
            "-i",
            FieldInput.path("world.yaml"),
            "--rule",
            "pvc-bound-rwx-nfs");
    assertThat(shipped.out())
        .contains("case.yaml:40:1: deny [pvc-bound-rwx-nfs] PersistentVolumeClaim default/d")
        .contains(
            "fix: add \"fuseim.pri/ifs\" to nfsProvisioners of policy pvc-bound-rwx-nfs if it"
                + " makes NFS volumes")
        .endsWith("1 file, 8 objects: 1 denial, 0 warnings\n");
    Trial own = FieldInput.check("41-provisioner-of-the-chart/case.yaml");
    assertThat(own.out())
        .contains("case.yaml:30:1: deny [pvc-bound-rwx-nfs] PersistentVolumeClaim default/b")
        .contains("add \"k8s-sigs.io/second-nfs-subdir-external-provisioner\" to nfsProvisioners")
        .endsWith("1 file, 8 objects: 2 denials, 0 warnings\n");
  }

  @Test
  void aSelectorIsRefusedByTheProvisioner() {
    String input = "02-selector-and-provisioner/case.yaml";
    Trial run = FieldInput.check(input);
    assertThat(run.code()).isEqualTo(ExitCode.DENIED);
    assertThat(run.out())
        .contains("case.yaml:8:3: deny [pvc-bound-rwx-nfs] PersistentVolumeClaim default/labelled")
        .contains("claim Selector is not supported")
        .contains("fix: remove the selector");
    assertThat(FieldInput.predict(input).out())
        .contains("the claim stays Pending: claim Selector is not supported")
        .contains("→ remove the selector");
  }

  @Test
  void remediesLeadToOneClaimThatEveryRuleTakes() throws IOException {
    Trial run = FieldInput.check("64-two-remedies/case.yaml");
    assertThat(run.out().lines().filter(line -> line.contains("fix:")))
        .containsExactly(
            "  fix: write storageClassName: \"nas\"",
            "  fix: write storageClassName: \"nas\"",
            "  fix: write accessModes: [ReadWriteMany]");
    String mended =
        Files.readString(Path.of(FieldInput.path("64-two-remedies/case.yaml")))
            .replace("standard", "nas")
            .replace("ReadWriteOnce", "ReadWriteMany");
    Trial again =
        Trial.of("check", write("mended.yaml", mended), "-i", FieldInput.path("world.yaml"));
    assertThat(again.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
  }

  @Test
  void aClaimThatWaitsForTheSchedulerNeverBindsForAPodPastIt() {
    String input = "01-nodename-late-binding/case.yaml";
    Trial run = FieldInput.check(input);
    assertThat(run.out())
        .contains("case.yaml:13:3: deny [pvc-bound-rwx-nfs] Pod default/pinned")
        .contains("nodeSelector: {kubernetes.io/hostname: \"cpu-d\"}");
    assertThat(FieldInput.predict(input).out())
        .contains("Pod default/pinned: Unschedulable: is put on \"cpu-d\", past the scheduler")
        .contains("the claim never binds");
  }

  @Test
  void theRangeOfNodePortsIsThePolicys() {
    String input = "10-own-range/case.yaml";
    assertThat(FieldInput.predict(input).out())
        .contains("Service default/edge: Accepted: is accepted; node ports: 1537, 1537");
    assertThat(FieldInput.check(input).out()).contains("0 denials");
  }

  @Test
  void podsOfAClaimThatIsBeingProvisionedWait() {
    assertThat(FieldInput.predict("37-usual-dynamic/case.yaml").out())
        .contains("PersistentVolumeClaim default/data: Provisioning")
        .contains("Deployment default/web: WaitsForProvisioning")
        .doesNotContain("stay Pending");
  }

  @Test
  void aClaimEndsAsItsConsumerInTheInputLeavesIt() throws IOException {
    String input = "corpus/wffc-then-consumer.yaml";
    assertThat(FieldInput.predict(input).out())
        .contains("PersistentVolumeClaim default/c: Bound: binds to \"pv\"");
    String[] documents = Files.readString(Path.of(FieldInput.path(input))).split("---\n", -1);
    String reversed = documents[3] + "---\n" + documents[2] + "---\n" + documents[1];
    String all = reversed + "---\n" + documents[0];
    Trial run =
        Trial.of("predict", write("reversed.yaml", all), "-i", FieldInput.path("world.yaml"));
    assertThat(run.out()).contains("PersistentVolumeClaim default/c: Bound: binds to \"pv\"");
    assertThat(Trial.of("predict", FieldInput.path(input)).out())
        .contains("Bound: binds to \"pv\" with its first consumer")
        .contains("other Nodes not seen");
  }

  @Test
  void aClaimWhoseConsumerIsADeploymentOfAClassThatMakesVolumesEndsProvisioning()
      throws IOException {
    String input =
        Files.readString(Path.of(FieldInput.path("37-usual-dynamic/case.yaml")))
            .replace("storageClassName: nas", "storageClassName: nas-late");
    Trial run = Trial.of("predict", write("late.yaml", input), "-i", FieldInput.path("world.yaml"));
    assertThat(run.out())
        .contains("PersistentVolumeClaim default/data: Provisioning")
        .contains("Deployment default/web: WaitsForProvisioning");
  }

  @Test
  void whatCannotBeDecodedIsNotInTheWorld() {
    String input = "corpus/predict-undecodable-pv.yaml";
    Trial run = FieldInput.predict(input);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("PersistentVolumeClaim default/c: Pending")
        .contains("Pod default/p: Unschedulable");
    assertThat(run.err())
        .contains("predict-undecodable-pv.yaml:8:5: PersistentVolume pv: ")
        .contains("spec.awsElasticBlockStore.volumeID must be a string");
    assertThat(FieldInput.check(input).out())
        .contains("claim \"c\" stays Pending: no volume fits: set-a")
        .doesNotContain("PersistentVolume \"pv\"");
  }
}
