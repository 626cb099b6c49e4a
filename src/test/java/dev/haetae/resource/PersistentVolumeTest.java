package dev.haetae.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.text.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistentVolumeTest {
  private static PersistentVolume volume(String spec) {
    String text = "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec: " + spec;
    return PersistentVolume.of(
        ManifestReader.read(text.getBytes(UTF_8), "volume.yaml", "", Limits.FILES)
            .resources()
            .getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nfs: {server: nas, path: /e}}                             | nfs      | /e",
        "{capacity: {storage: 1Gi}, iscsi: {lun: 0}}                | iscsi    | ''",
        "{hint: {}, nfs: {server: nas, path: /e}}                   | nfs      | /e",
        "{hint: {}, hostPath: {path: /srv}}                         | hostPath | /srv",
        "{nfs: {server: nas, path: /e}, hostPath: {path: /srv}}     | hostPath | /srv",
        "{nfs: {server: nas, path: /e}, local: {path: /mnt}}        | local    | /mnt",
        "{hostPath: null, nfs: {server: nas, path: /e}}             | nfs      | /e",
        "{capacity: {storage: 1Gi}}                                 | ''       | ''",
      })
  void readsThePathOfANodeWhateverStandsBeforeIt(String spec, String type, String path) {
    PersistentVolume.Source source = volume(spec).source();

    assertThat(source.type()).isEqualTo(type);
    assertThat(source.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nfs: {server: NAS, path: /e/}}                                                | nas:/e",
        "{nfs: {path: /e}}                                                              |",
        "{csi: {volumeHandle: a, volumeAttributes: {server: nas, share: /e}}}           | nas:/e",
        "{csi: {volumeAttributes: {Server: nas, Share: /e, subDir: pvc-1}}}             |"
            + " nas:/e/pvc-1",
        "{csi: {volumeAttributes: {server: nas, share: /e, subdir: ../f}}}              | nas:/f",
        "{csi: {volumeAttributes: {server: nas, subdir: f}}}                            |",
        "{hostPath: {path: /srv}}                                                       |",
      })
  void readsTheExportOfAServer(String spec, @Nullable String export) {
    NfsExport found = volume(spec).source().export();

    assertThat(found == null ? null : found.toString()).isEqualTo(export);
  }

  @Test
  void doesNotPassOverASourceOfTheWrongType() {
    assertThatThrownBy(() -> volume("{hostPath: /srv}"))
        .isInstanceOf(MalformedResourceException.class)
        .hasMessageContaining("spec.hostPath");
  }
}
