package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.text.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The indexes of a snapshot find what a walk over all volumes finds. */
class ExportsTest {
  // '.' and '-' stand before '/' in the order of characters, '0' right after it.
  private static final List<String> SEGMENTS = List.of("a", "a.b", "a-b", "a0", "b");

  private static InventorySnapshot world(List<String> sources) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    for (int i = 0; i < sources.size(); i++) {
      String volume =
          "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-%03d}, spec: %s}"
              .formatted(i, sources.get(i));
      ManifestReader.read(volume.getBytes(UTF_8), "pv.yaml", "default", Limits.FILES)
          .resources()
          .forEach(builder::add);
    }
    return builder.build(true);
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      path.append(SEGMENTS.get(random.nextInt(SEGMENTS.size()))).append('/');
    }
    return path.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void overlappingVolumesAreFound(long seed) {
    Random random = new Random(seed);
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String server = "s" + random.nextInt(2);
      sources.add(
          random.nextInt(4) == 0
              ? "{hostPath: {path: /a}}"
              : "{nfs: {server: " + server + ", path: " + path(random) + "}}");
    }
    InventorySnapshot world = world(sources);
    for (int i = 0; i < 200; i++) {
      NfsExport export = new NfsExport("S" + random.nextInt(3), path(random));
      List<PersistentVolume> expected = new ArrayList<>();
      for (PersistentVolume volume : world.volumes()) {
        NfsExport other = volume.source().export();
        if (other != null && other.overlaps(export)) {
          expected.add(volume);
        }
      }
      assertThat(world.volumesOverlapping(export)).as(export.toString()).isEqualTo(expected);
    }
  }

  @Test
  void aHandleCountsWithItsDriver() {
    InventorySnapshot world =
        world(
            List.of(
                "{csi: {driver: d, volumeHandle: h}}",
                "{csi: {driver: e, volumeHandle: h}}",
                "{nfs: {server: s, path: /a}}",
                "{csi: {driver: d, volumeHandle: h}}"));
    assertThat(world.volumesByHandle("d", "h"))
        .extracting(PersistentVolume::name)
        .containsExactly("pv-000", "pv-003");
    assertThat(world.volumesByHandle("d", "g")).isEmpty();
  }
}
