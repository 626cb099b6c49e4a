package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.Share;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Total;
import dev.haetae.rule.GpuNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of an overview are those that one counts in the objects themselves. */
class IndependentSumTest {
  private static final int WORLDS = 40;

  /** A world by its name. */
  record World(String name, String yaml) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<World> worlds() throws IOException {
    List<World> worlds = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    files.add(Path.of("src/test/resources/dev/haetae/overview/cluster.yaml"));
    files.add(Path.of("examples/cluster.yaml"));
    try (Stream<Path> found = Files.walk(Path.of("src/test/resources"))) {
      found
          .filter(file -> file.getFileName().toString().matches("(world|inventory)\\.yaml"))
          .sorted()
          .forEach(files::add);
    }
    for (Path file : files) {
      worlds.add(new World(file.toString(), Files.readString(file)));
    }
    IntStream.range(0, WORLDS)
        .forEach(seed -> worlds.add(new World("random " + seed, new RandomCluster(seed).yaml())));
    return worlds;
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void numbersAreThoseOfTheObjects(World world) {
    Overview overview = Overviews.of(world.yaml);
    RawObjects raw = RawObjects.of(world.yaml);
    gpusHeldAreThoseOfThePodsOnEachNode(overview.gpus(), raw);
    whatIsHeldAndWhatIsFreeIsWhatANodeOffers(overview.gpus());
    portsHeldAreThoseThatServicesWrite(overview.nodePorts(), raw);
    claimsAndVolumesAreCountedByPhase(overview.storage(), raw);
    theFirstScreenAddsUp(overview, raw);
  }

  private static void gpusHeldAreThoseOfThePodsOnEachNode(GpuMap gpus, RawObjects raw) {
    GpuNames names = GpuNames.shipped();
    Map<String, Long> expected = raw.heldByNode(names::include);
    Map<String, Long> held = new TreeMap<>();
    Map<String, Long> shared = new TreeMap<>();
    for (NodeRow node : gpus.nodes().shown()) {
      for (Devices devices : node.devices().shown()) {
        String key = node.name() + ' ' + devices.sort().resource();
        held.merge(key, devices.held(), Long::sum);
        for (Share share : devices.shares().shown()) {
          shared.merge(key, share.gpus(), Long::sum);
        }
      }
    }
    held.values().removeIf(count -> count == 0);
    assertThat(held).isEqualTo(expected);
    assertThat(shared).isEqualTo(expected);
  }

  private static void whatIsHeldAndWhatIsFreeIsWhatANodeOffers(GpuMap gpus) {
    long open = 0;
    for (NodeRow node : gpus.nodes().shown()) {
      for (Devices one : node.devices().shown()) {
        assertThat(one.held() + one.free() - one.over()).isEqualTo(one.allocatable());
        assertThat(one.free() == 0 || one.over() == 0).isTrue();
        assertThat(one.stranded()).isBetween(0L, one.free());
        assertThat(one.shortOf().isEmpty()).isEqualTo(one.stranded() == 0);
        assertThat(one.capacity()).isGreaterThanOrEqualTo(one.allocatable());
        open += one.free();
      }
    }
    long free = 0;
    for (Total total : gpus.totals().shown()) {
      assertThat(total.held() + total.free() - total.over()).isEqualTo(total.allocatable());
      assertThat(total.stranded()).isLessThanOrEqualTo(total.open());
      assertThat(total.open()).isLessThanOrEqualTo(total.free());
      assertThat(total.largestHole()).isLessThanOrEqualTo(total.open());
      long before = Long.MAX_VALUE;
      for (GpuMap.Fit fit : total.fits()) {
        assertThat(fit.pods() * fit.gpus()).isLessThanOrEqualTo(total.open());
        assertThat(fit.pods()).isLessThanOrEqualTo(before);
        assertThat(fit.pods() == 0 || fit.gpus() <= total.largestHole()).isTrue();
        before = fit.pods();
      }
      free += total.free();
    }
    assertThat(free).isEqualTo(open);
  }

  private static void portsHeldAreThoseThatServicesWrite(NodePortMap ports, RawObjects raw) {
    List<String> expected = raw.nodePorts();
    assertThat(
            ports.ports().shown().stream()
                .map(port -> port.number() + " " + port.namespace() + '/' + port.service())
                .sorted()
                .toList())
        .isEqualTo(expected);
    long inRange =
        expected.stream()
            .map(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))))
            .filter(number -> number >= 30000 && number <= 32767)
            .distinct()
            .count();
    assertThat(ports.held()).isEqualTo((int) inRange);
    assertThat(ports.held() + ports.free()).isEqualTo(2768);
    assertThat(expected.stream().noneMatch(line -> line.startsWith(ports.next() + " "))).isTrue();
  }

  private static void claimsAndVolumesAreCountedByPhase(StorageMap storage, RawObjects raw) {
    assertThat(storage.claims()).isEqualTo(raw.phases("PersistentVolumeClaim"));
    assertThat(storage.volumes()).isEqualTo(raw.phases("PersistentVolume"));
    int shown = storage.others().count();
    for (StorageMap.Server server : storage.servers().shown()) {
      for (StorageMap.Export export : server.exports().shown()) {
        shown += export.volumes().count();
      }
    }
    assertThat(shown).isEqualTo(raw.kind("PersistentVolume").size());
  }

  private static void theFirstScreenAddsUp(Overview overview, RawObjects raw) {
    OverviewNumbers numbers = overview.numbers();
    List<Map<?, ?>> pods = raw.livePods();
    List<Map<?, ?>> waiting =
        pods.stream().filter(pod -> RawObjects.text(pod, "spec", "nodeName").isEmpty()).toList();
    assertThat(numbers.nodes()).isEqualTo(raw.kind("Node").size());
    assertThat(numbers.pods()).isEqualTo(pods.size());
    assertThat(numbers.waiting()).isEqualTo(waiting.size());
    assertThat(overview.pending().pods()).isEqualTo(waiting.size());
    assertThat(overview.pending().causes().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(waiting.size());
    assertThat(
            overview.pending().rows().shown().stream().mapToInt(row -> row.holder().pods()).sum())
        .isEqualTo(waiting.size());
    assertThat(numbers.gpusHeld())
        .isEqualTo(
            overview.gpus().totals().shown().stream()
                .filter(total -> total.sort().sharing() == Sharing.WHOLE)
                .mapToLong(Total::held)
                .sum());
    var rows = numbers.namespaces().shown();
    assertThat(rows.stream().mapToInt(row -> row.pods()).sum()).isEqualTo(numbers.pods());
    assertThat(rows.stream().mapToInt(row -> row.waiting()).sum()).isEqualTo(numbers.waiting());
    assertThat(rows.stream().mapToInt(row -> row.stuck()).sum()).isEqualTo(numbers.stuck());
    assertThat(rows.stream().mapToInt(row -> row.claims()).sum()).isEqualTo(numbers.claims());
    assertThat(rows.stream().mapToInt(row -> row.claimsUnbound()).sum())
        .isEqualTo(numbers.claimsUnbound());
    assertThat(rows.stream().mapToLong(row -> row.gpus()).sum()).isEqualTo(numbers.gpusHeld());
    assertThat(rows.stream().mapToInt(row -> row.services()).sum())
        .isEqualTo(raw.kind("Service").size());
    assertThat(new HashSet<>(rows.stream().map(row -> row.name()).toList())).hasSameSizeAs(rows);
  }
}
