package dev.haetae.simulator.binding;

import static dev.haetae.simulator.Worlds.claim;
import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.classYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.simulator.Worlds;
import dev.haetae.simulator.binding.ClaimContest.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a claim may get when others want the same volumes. */
final class ClaimContestTest {
  private static final String SHARED = ", storageClassName: shared";
  private static final String WAITS = ", volumeBindingMode: WaitForFirstConsumer";

  private static String claimOf(String name, String size) {
    return claimYaml(name, SHARED).replace("5Gi", size);
  }

  private static String volumeOf(String name, String size) {
    return volumeYaml(name, size, SHARED);
  }

  private static String classOf(String more) {
    return classYaml("shared", "kubernetes.io/no-provisioner", more);
  }

  private static Reach reach(Inventory world, long copies, String... claims) {
    ClaimContest contest = new ClaimContest(world);
    for (String one : claims) {
      contest.addNew(claim(one), copies);
    }
    return contest.reach(claim(claims[0]));
  }

  private static List<String> names(Reach reach) {
    return reach.volumes().stream().map(PersistentVolume::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", WAITS})
  void oneMayGetWhatTheOtherLeaves(String mode) {
    Inventory world = closed(classOf(mode), volumeOf("a", "1Gi"), volumeOf("b", "2Gi"));

    assertThat(names(reach(world, 1, claimOf("x", "1Gi")))).containsExactly("a");
    assertThat(names(reach(world, 1, claimOf("x", "1Gi"), claimOf("w", "1Gi"))))
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", WAITS})
  void claimsMadeAlikeAreRivalsOfEachOther(String mode) {
    Inventory world =
        closed(
            classOf(mode),
            volumeOf("a", "1Gi"),
            volumeOf("b", "2Gi"),
            volumeOf("c", "3Gi"),
            volumeOf("d", "4Gi"));
    Reach reach = reach(world, 3, claimOf("x", "1Gi"));

    assertThat(names(reach)).containsExactly("a", "b", "c");
    assertThat(reach.exhausted()).isFalse();
    assertThat(reach(world, 5, claimOf("x", "1Gi")).exhausted()).isTrue();
  }

  @Test
  void pendingClaimsOfTheWorldAreRivals() {
    String pending = claimOf("w", "1Gi").replace("namespace: default", "namespace: team");
    Inventory world = closed(classOf(WAITS), volumeOf("a", "1Gi"), volumeOf("b", "2Gi"), pending);

    assertThat(names(reach(world, 1, claimOf("x", "1Gi")))).containsExactly("a", "b");
  }

  @Test
  void whatWasBoundIsNoRival() {
    String bound =
        claimOf("w", "1Gi")
            + "status: {phase: Bound}\n"
            + "---\n"
            + claimOf("z", "1Gi").replace("name: z", "name: z, uid: uid-z");
    String promised =
        volumeOf("p", "1Gi")
            .replace("capacity", "claimRef: {namespace: default, name: z, uid: uid-z}, capacity");
    Inventory world =
        closed(classOf(""), volumeOf("a", "1Gi"), volumeOf("b", "2Gi"), promised, bound);

    assertThat(names(reach(world, 1, claimOf("x", "1Gi")))).containsExactly("a");
  }

  @Test
  void aRivalTakesNoVolumeThatIsTooSmallForIt() {
    Inventory world =
        closed(classOf(WAITS), volumeOf("a", "1Gi"), volumeOf("b", "2Gi"), volumeOf("c", "3Gi"));

    assertThat(names(reach(world, 1, claimOf("x", "1Gi"), claimOf("w", "2Gi"))))
        .containsExactly("a");
    // The small one takes a volume that both could have only if another has taken the small one.
    assertThat(names(reach(world, 1, claimOf("w", "2Gi"), claimOf("x", "1Gi"))))
        .containsExactly("b");
    assertThat(
            names(reach(world, 1, claimOf("w", "2Gi"), claimOf("x", "1Gi"), claimOf("z", "1Gi"))))
        .containsExactly("b", "c");
  }

  @Test
  void aClaimThatNamesItsVolumeTakesIt() {
    String naming = claimYaml("w", SHARED + ", volumeName: a").replace("5Gi", "1Gi");
    Inventory world = closed(classOf(""), volumeOf("a", "1Gi"), volumeOf("b", "2Gi"));

    assertThat(names(reach(world, 1, claimOf("x", "1Gi"), naming))).containsExactly("a", "b");
  }

  @Test
  void anOldClaimWithoutClassComesToTheDefaultClassOnceNothingElseIsLeft() {
    String old = claimYaml("x", "").replace("name: x", "name: x, uid: u").replace("5Gi", "1Gi");
    String rival = claimYaml("w", ", storageClassName: \"\"").replace("5Gi", "1Gi");
    Inventory world =
        closed(
            classOf(
                    ", metadata: {name: shared, annotations:"
                        + " {storageclass.kubernetes.io/is-default-class: \"true\"}}")
                .replace("metadata: {name: shared}, ", ""),
            volumeYaml("without", "1Gi", ""),
            volumeOf("a", "1Gi"));

    assertThat(names(reach(world, 1, old))).containsExactly("without");
    assertThat(names(reach(world, 1, old, rival))).containsExactly("without", "a");
  }

  /** In every order in which the claims of small worlds can be bound, each gets what it may get. */
  @Test
  void noOrderGivesAClaimWhatItMayNotGet() {
    Random random = new Random(20_261_126);
    int claims = 0;
    int exact = 0;
    for (int i = 0; i < 400; i++) {
      Small small = Small.of(random);
      Map<String, Set<String>> seen = small.inEveryOrder();
      ClaimContest contest = new ClaimContest(small.world);
      small.own.forEach(claim -> contest.addNew(claim, 1));
      for (PersistentVolumeClaim claim : small.own) {
        Set<String> may = new TreeSet<>(names(contest.reach(claim)));
        Set<String> got = seen.getOrDefault(claim.name(), Set.of());
        assertThat(may).as("%s in %s", claim, small.yaml).containsAll(got);
        claims++;
        exact += may.equals(got) ? 1 : 0;
      }
    }
    // And hardly ever more.
    assertThat(exact).isGreaterThan(claims * 9 / 10);
  }

  /** A world of few volumes, in which every order can be tried. */
  private static final class Small {
    private final String yaml;
    private final Inventory world;
    private final boolean delayed;
    private final List<PersistentVolumeClaim> own = new ArrayList<>();
    private final List<PersistentVolumeClaim> all = new ArrayList<>();
    private final Map<String, Set<String>> seen = new HashMap<>();

    private Small(String yaml, boolean delayed) {
      this.yaml = yaml;
      this.world = closed(yaml);
      this.delayed = delayed;
    }

    static Small of(Random random) {
      boolean delayed = random.nextBoolean();
      StringBuilder yaml = new StringBuilder(classOf(delayed ? WAITS : ""));
      for (String node : List.of("n1", "n2")) {
        yaml.append("---\n").append(Worlds.nodeYaml(node, 0, "", ""));
      }
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        String volume = volumeOf("v" + i, 1 + random.nextInt(3) + "Gi");
        yaml.append("---\n").append(shaped(volume, delayed, random));
      }
      List<PersistentVolumeClaim> own = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        String claim = claimOf("c" + i, 1 + random.nextInt(3) + "Gi");
        if (random.nextInt(3) == 0) {
          claim = claim.replace("spec: {", "spec: {selector: {matchLabels: {tier: fast}}, ");
        }
        if (random.nextInt(3) == 0) {
          yaml.append("---\n").append(claim.replace("namespace: default", "namespace: team"));
        } else {
          own.add(claim(claim));
        }
      }
      Small small = new Small(yaml.toString(), delayed);
      small.own.addAll(own);
      small.all.addAll(own);
      small.all.addAll(small.world.claims("team"));
      return small;
    }

    private static String shaped(String volume, boolean delayed, Random random) {
      String shaped = volume;
      if (random.nextBoolean()) {
        shaped = shaped.replace("metadata: {", "metadata: {labels: {tier: fast}, ");
      }
      if (random.nextInt(3) == 0) {
        shaped = shaped.replace("[ReadWriteMany]", "[ReadWriteMany, ReadWriteOnce]");
      } else if (random.nextInt(3) == 0) {
        shaped = shaped.replace("[ReadWriteMany]", "[ReadWriteMany, ReadOnlyMany]");
      }
      if (delayed && random.nextInt(3) == 0) {
        String term = "{key: kubernetes.io/hostname, operator: In, values: [n1]}";
        shaped =
            shaped.replace(
                "spec: {",
                "spec: {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: ["
                    + term
                    + "]}]}}, ");
      }
      return shaped;
    }

    Map<String, Set<String>> inEveryOrder() {
      bindAny(new ArrayList<>(all), new HashSet<>());
      return seen;
    }

    private void bindAny(List<PersistentVolumeClaim> left, Set<String> taken) {
      for (PersistentVolumeClaim claim : left) {
        List<PersistentVolumeClaim> others = new ArrayList<>(left);
        others.remove(claim);
        Set<String> choices = delayed ? atItsConsumer(claim, taken) : atOnce(claim, taken);
        for (String volume : choices) {
          if (own.contains(claim)) {
            seen.computeIfAbsent(claim.name(), _ -> new TreeSet<>()).add(volume);
          }
          Set<String> more = new HashSet<>(taken);
          more.add(volume);
          bindAny(others, more);
        }
        if (choices.isEmpty()) {
          bindAny(others, taken);
        }
      }
    }

    private Set<String> atOnce(PersistentVolumeClaim claim, Set<String> taken) {
      return new HashSet<>(VolumeBinding.predict(claim, world, taken).possibleVolumes());
    }

    // The smallest that is left, on every node; any of those that are equally small.
    private Set<String> atItsConsumer(PersistentVolumeClaim claim, Set<String> taken) {
      Set<String> choices = new HashSet<>();
      for (Node node : world.nodes()) {
        List<PersistentVolume> reached = new ArrayList<>();
        for (VolumeCandidate candidate : VolumeBinding.explain(claim, world)) {
          PersistentVolume volume = candidate.volume();
          if (candidate.fits()
              && !taken.contains(volume.name())
              && (volume.nodeAffinity() == null
                  || volume.nodeAffinity().matches("", node.labels()))) {
            reached.add(volume);
          }
        }
        reached.stream()
            .map(PersistentVolume::capacity)
            .min(java.util.Comparator.naturalOrder())
            .ifPresent(smallest ->
                reached.stream()
                    .filter(volume -> volume.capacity().compareTo(smallest) == 0)
                    .forEach(volume -> choices.add(volume.name())));
      }
      return choices;
    }
  }

  /** Somebody's many claims make others' reviews neither long nor lenient. */
  @Test
  void manyPendingClaimsCostLittle() {
    StringBuilder yaml = new StringBuilder(classOf(WAITS));
    for (int i = 0; i < 500; i++) {
      yaml.append("---\n").append(volumeOf("v" + i, 1000 + i + "Gi"));
    }
    for (int i = 0; i < 3000; i++) {
      String claim = claimOf("c" + i, 1 + i + "Mi").replace("default", "team");
      yaml.append("---\n").append(claim);
    }
    Budget budget = Budget.unlimited();
    Inventory world = new MeteredInventory(closed(yaml.toString()), budget);
    Reach reach = reach(world, 1, claimOf("x", "1Gi"));

    assertThat(names(reach)).hasSize(500);
    assertThat(budget.spent()).isLessThan(Budget.REVIEW / 10);
  }

  /** Claims that fit no volume take nothing from anybody, however many they are. */
  @Test
  void claimsThatFitNothingAreNoRivals() {
    StringBuilder yaml = new StringBuilder(classOf(WAITS));
    for (int i = 0; i < 5; i++) {
      yaml.append("---\n").append(volumeOf("v" + i, 10 + i + "Gi"));
    }
    for (int i = 0; i < 3000; i++) {
      String claim = claimOf("c" + i, 100 + i + "Gi").replace("default", "team");
      yaml.append("---\n").append(claim);
    }

    assertThat(names(reach(closed(yaml.toString()), 1, claimOf("x", "1Gi")))).containsExactly("v0");
  }
}
