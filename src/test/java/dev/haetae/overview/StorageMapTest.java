package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.overview.StorageMap.ClaimRow;
import dev.haetae.overview.StorageMap.Export;
import dev.haetae.overview.StorageMap.Server;
import dev.haetae.overview.StorageMap.Standing;
import dev.haetae.overview.StorageMap.UnboundClaim;
import dev.haetae.overview.StorageMap.VolumeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageMapTest {
  private static final StorageMap MADE_UP = Overviews.madeUp().storage();

  private static Export export(StorageMap map, String path) {
    for (Server server : map.servers().shown()) {
      for (Export export : server.exports().shown()) {
        if (export.path().equals(path)) {
          return export;
        }
      }
    }
    throw new AssertionError(path);
  }

  private static VolumeRow volume(StorageMap map, String name) {
    List<VolumeRow> all = new ArrayList<>(map.others().shown());
    map.servers()
        .shown()
        .forEach(server ->
            server.exports().shown().forEach(export -> all.addAll(export.volumes().shown())));
    return all.stream()
        .filter(volume -> volume.name().equals(name))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static ClaimRow claim(StorageMap map, String volume) {
    return Objects.requireNonNull(volume(map, volume).claim());
  }

  private static UnboundClaim unbound(StorageMap map, String name) {
    return map.unbound().shown().stream()
        .filter(claim -> claim.name().equals(name))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static String volumeYaml(String name, String spec, String phase) {
    return """
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: %s}
    spec: {capacity: {storage: 10Gi}, accessModes: [ReadWriteMany], %s}
    status: {phase: %s}
    """
        .formatted(name, spec, phase);
  }

  @Test
  void oneServerIsOneWhateverItsSpelling() {
    assertThat(MADE_UP.servers().shown()).extracting(Server::name).containsExactly("nas-1.lab");
    assertThat(MADE_UP.servers().shown().getFirst().exports().shown())
        .extracting(Export::path)
        .containsExactly("/export/csi/team", "/export/data", "/export/data/a", "/export/free");
    assertThat(volume(MADE_UP, "nas-5").source()).isEqualTo("csi");
    assertThat(volume(MADE_UP, "nas-5").modes()).containsExactly("RWO");
  }

  @Test
  void exportsThatShareTheirDataAreMarked() {
    Export data = export(MADE_UP, "/export/data");
    assertThat(data.shared()).isTrue();
    assertThat(data.erased()).containsExactly("nas-9");
    Export inside = export(MADE_UP, "/export/data/a");
    assertThat(inside.liesIn()).containsExactly("/export/data");
    assertThat(inside.shared()).isFalse();
    assertThat(export(MADE_UP, "/export/csi/team").erased()).isEmpty();
  }

  @Test
  void aDeleteAboveErasesWhatLiesBelow() {
    StorageMap map =
        Overviews.of(
                volumeYaml(
                        "top",
                        "persistentVolumeReclaimPolicy: Delete, nfs: {server: nas, path: /}",
                        "Available")
                    + volumeYaml("deep", "nfs: {server: nas, path: /a/b/c}", "Available")
                    + volumeYaml("mid", "nfs: {server: nas, path: /a}", "Available")
                    + volumeYaml("near", "nfs: {server: nas, path: /ab}", "Available")
                    + volumeYaml(
                        "else",
                        "persistentVolumeReclaimPolicy: Delete, nfs: {server: mas, path: /a/b}",
                        "Available"))
            .storage();
    assertThat(export(map, "/").erased()).containsExactly("top");
    assertThat(export(map, "/a/b/c").liesIn()).containsExactly("/a", "/");
    assertThat(export(map, "/ab").liesIn()).containsExactly("/");
    assertThat(export(map, "/a/b").erased()).isEmpty();
  }

  @Test
  void twoThatOnlyReadShareNothing() {
    String readOnly = "nfs: {server: nas, path: /a, readOnly: true}";
    StorageMap map =
        Overviews.of(
                volumeYaml("one", readOnly, "Available")
                    + volumeYaml("two", "nfs: {server: nas, path: /a}", "Available"))
            .storage();
    assertThat(export(map, "/a").shared()).isFalse();
    assertThat(volume(map, "one").readOnly()).isTrue();
  }

  @Test
  void whoHasAVolumeIsToldWithItsPods() {
    ClaimRow datasets = claim(MADE_UP, "nas-1");
    assertThat(datasets.standing()).isEqualTo(Standing.HAS);
    assertThat(datasets.asked()).isEqualTo("100Gi");
    assertThat(datasets.pods().shown())
        .containsExactly(new Holder("StatefulSet", "vision", "train-7", 1, 0));
    assertThat(claim(MADE_UP, "nas-3").standing()).isEqualTo(Standing.HAD);
    assertThat(volume(MADE_UP, "nas-4").claim()).isNull();
    assertThat(volume(MADE_UP, "disk-1").place()).isEqualTo("/mnt/disk1");
  }

  @ParameterizedTest
  @CsvSource({
    // The volume's phase, the uid in its claimRef, the claim: what it is to the volume.
    "Released,u,,HAD",
    "Failed,u,,HAD",
    "Bound,u,'uid: u|Bound|pv',HAS",
    "Bound,other,'uid: u|Bound|pv',HAD",
    "Bound,u,'|Bound|pv',HAS",
    "Available,,'uid: u|Pending|',PROMISED",
    "Available,,,PROMISED",
    "Bound,gone,,HAD",
    "Bound,u,'uid: u|Bound|another',PROMISED",
  })
  void aClaimIsToldByWhatItIsToTheVolume(
      String phase, String uid, String claim, Standing standing) {
    String reference =
        "claimRef: {namespace: a, name: c%s}".formatted(uid == null ? "" : ", uid: " + uid);
    StringBuilder yaml =
        new StringBuilder(volumeYaml("pv", "nfs: {server: nas, path: /a}, " + reference, phase));
    if (claim != null) {
      String[] parts = claim.split("\\|", -1);
      yaml.append(
          """
          ---
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {namespace: a, name: c, %s}
          spec: {accessModes: [ReadWriteMany], storageClassName: "", volumeName: "%s",
            resources: {requests: {storage: 1Gi}}}
          status: {phase: %s}
          """
              .formatted(parts[0], parts[2], parts[1]));
    }
    assertThat(claim(Overviews.of(yaml.toString()).storage(), "pv").standing()).isEqualTo(standing);
  }

  @Test
  void aClaimWithoutAVolumeSaysWhyVolumeByVolume() {
    UnboundClaim big = unbound(MADE_UP, "big");
    assertThat(big.outcome()).isEqualTo("Pending");
    assertThat(big.isGood()).isFalse();
    assertThat(big.change()).isEqualTo("ask for ≤ 100Gi, and nas-4 fits");
    assertThat(big.volumes().shown().getFirst().volume()).isEqualTo("nas-4");
    assertThat(big.volumes().shown().getFirst().reason()).isEqualTo("requested PV is too small");
    assertThat(big.volumes().shown().getFirst().detail())
        .isEqualTo("has 100Gi of the 200Gi asked for");
    assertThat(big.volumes().count()).isEqualTo(6);
    assertThat(big.pods().shown()).extracting(Holder::name).containsExactly("waits-big");
    UnboundClaim gone = unbound(MADE_UP, "gone");
    assertThat(gone.outcome()).isEqualTo("Lost");
    assertThat(gone.why()).contains("nas-77");
  }

  @Test
  void whereTheNearestLacksTwoThingsThereIsNoOneChange() {
    StorageMap map =
        Overviews.of(
                volumeYaml("pv", "nfs: {server: nas, path: /a}, storageClassName: x", "Available")
                    + """
                    ---
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {namespace: a, name: c, uid: u}
                    spec: {accessModes: [ReadWriteMany], storageClassName: "",
                      resources: {requests: {storage: 20Gi}}}
                    """)
            .storage();
    assertThat(unbound(map, "c").change()).isEmpty();
    assertThat(unbound(map, "c").volumes().shown().getFirst().detail()).contains("; ");
  }

  @Test
  void phasesAreCounted() {
    assertThat(MADE_UP.claims()).isEqualTo(Map.of("Bound", 2, "Lost", 1, "Pending", 1));
    assertThat(MADE_UP.volumes()).isEqualTo(Map.of("Available", 3, "Bound", 2, "Released", 1));
  }

  @Test
  void aVolumeThatCannotBeReadCostsNoOther() {
    Overview overview =
        Overviews.of(
            volumeYaml("good", "nfs: {server: nas, path: /a}", "Available")
                + volumeYaml("bad", "nfs: 7", "Available")
                + """
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {namespace: a, name: c, uid: u}
                spec: {accessModes: [ReadWriteMany], storageClassName: "",
                  resources: {requests: {storage: 20Gi}}}
                """);
    assertThat(overview.unreadable()).isEqualTo(Map.of("PersistentVolume", 1));
    assertThat(volume(overview.storage(), "good").phase()).isEqualTo("Available");
    UnboundClaim claim = unbound(overview.storage(), "c");
    assertThat(claim.outcome()).isEmpty();
    assertThat(claim.why()).contains("bad is there, but cannot be read");
  }
}
