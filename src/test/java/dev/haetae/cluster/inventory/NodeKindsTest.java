package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Extent;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is asked once of the nodes of a kind holds for each of them. */
final class NodeKindsTest {
  private static final List<String> ASKED =
      List.of(
          "",
          "'nodeSelector':{'zone':'z1'},",
          "'nodeSelector':{'rack':'r3'},",
          "'nodeSelector':{'kubernetes.io/hostname':'n17'},",
          "'nodeSelector':{'none':'x'},",
          "'nodeName':'n5',",
          "'tolerations':[{'key':'gpu','operator':'Exists'}],",
          "'tolerations':[{'operator':'Exists'}],'nodeSelector':{'zone':'z0'},",
          affinity("'matchExpressions':[{'key':'zone','operator':'NotIn','values':['z1','z2']}]"),
          affinity("'matchExpressions':[{'key':'rack','operator':'Exists'}]"),
          affinity("'matchExpressions':[{'key':'kubernetes.io/hostname','operator':'Exists'}]"),
          affinity(
              "'matchExpressions':[{'key':'zone','operator':'Exists'}],"
                  + "'matchFields':[{'key':'metadata.name','operator':'NotIn','values':['n8']}]"));

  private final LiveInventory live = new LiveInventory(InstantSource.system());

  private static String affinity(String term) {
    return "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
        + "{'nodeSelectorTerms':[{"
        + term
        + "}]}}},";
  }

  private static Resource object(String json) {
    try {
      byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      ObjectValue tree = (ObjectValue) JsonReader.review(text, Limits.REVIEW);
      return Resource.of(tree, Origin.NONE, "default");
    } catch (UnreadableException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Resource node(int number, SplittableRandom random) {
    return object(
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n%d','labels':{".formatted(number)
            + "'kubernetes.io/hostname':'n%d','rack':'r%d','zone':'z%d'}},"
                .formatted(number, number / 2, random.nextInt(3))
            + "'spec':{%s%s},"
                .formatted(
                    random.nextInt(5) == 0 ? "'unschedulable':true," : "'unschedulable':false,",
                    random.nextInt(4) == 0
                        ? "'taints':[{'key':'gpu','effect':'NoSchedule'}]"
                        : "'taints':[]")
            + "'status':{'allocatable':{'cpu':'%d','memory':'8Gi','pods':'10'}}}"
                .formatted(1 + random.nextInt(3)));
  }

  private static Resource pod(String asked) {
    return object(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'a'},'spec':{"
            + asked
            + "'containers':[{'name':'c','resources':{'requests':{'cpu':'2'}}}]}}");
  }

  private static Resource placed(int number, int node) {
    return object(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p%d','namespace':'a'},"
                .formatted(number)
            + "'spec':{'nodeName':'n%d','containers':[{'name':'c','resources':{".formatted(node)
            + "'requests':{'cpu':'1'}}}]}}");
  }

  private void put(InventoryKind kind, Resource resource) {
    assertThat(live.memory(kind).put(resource, new Extent(100, false))).isEmpty();
  }

  private AlikeElements<NodeLoad> kinds() {
    return (AlikeElements<NodeLoad>) live.nodeLoads();
  }

  @Test
  void aPodIsJudgedByKindsOfNodesAsByEachNode() {
    SplittableRandom random = new SplittableRandom(20261128);
    InventorySnapshot.Builder each = new InventorySnapshot.Builder();
    for (int i = 0; i < 100; i++) {
      Resource node = node(i, random);
      put(InventoryKind.NODE, node);
      each.add(node);
    }
    InventorySnapshot snapshot = each.build(true);
    assertThat(kinds().kinds()).isLessThan(50);
    for (String asked : ASKED) {
      PodDemand demand = PodDemand.of(pod(asked).pods().getFirst());
      PodPrediction byKind = NodeFit.predictIdle(demand, live);
      PodPrediction byNode = NodeFit.predictIdle(demand, snapshot);

      assertThat(byKind.nodes()).as(asked).isEqualTo(byNode.nodes());
      assertThat(byKind.outcome()).as(asked).isEqualTo(byNode.outcome());
      assertThat(NodeFit.roomIdle(demand, live))
          .as(asked)
          .isEqualTo(NodeFit.roomIdle(demand, snapshot));
    }
  }

  private static Resource labelled(int number, String labels) {
    return object(
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n%d','labels':{%s}},"
                .formatted(number, labels)
            + "'status':{'allocatable':{'cpu':'4','memory':'8Gi','pods':'10'}}}");
  }

  /** As many nodes as before, each of which has got a label of its own. */
  @Test
  void aLabelThatComesLaterTellsNodesApartAndNotKinds() {
    for (int i = 0; i < 200; i++) {
      put(InventoryKind.NODE, labelled(i, "'zone':'z%d'".formatted(i % 2)));
    }
    assertThat(kinds().kinds()).isEqualTo(2);

    for (int i = 0; i < 200; i++) {
      put(InventoryKind.NODE, labelled(i, "'zone':'z%d','serial':'s%d'".formatted(i % 2, i)));
    }
    assertThat(kinds().kinds()).isEqualTo(200);
    put(InventoryKind.NODE, labelled(0, "'zone':'z0','serial':'s0','new':'x'"));

    assertThat(kinds().kinds()).isEqualTo(3);
  }

  @Test
  void kindsFollowTheNodes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60; i++) {
      put(InventoryKind.NODE, node(i, random));
    }
    PodDemand demand = PodDemand.of(pod("'nodeSelector':{'zone':'new'},").pods().getFirst());
    assertThat(NodeFit.predictIdle(demand, live).nodes()).isEmpty();

    put(
        InventoryKind.NODE,
        object(
            "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n7','labels':{'zone':'new'}},"
                + "'status':{'allocatable':{'cpu':'4','memory':'8Gi','pods':'10'}}}"));
    assertThat(NodeFit.predictIdle(demand, live).nodes()).containsExactly("n7");

    live.memory(InventoryKind.NODE).remove("", "n7");
    assertThat(NodeFit.predictIdle(demand, live).nodes()).isEmpty();
    assertThat(live.nodeLoads()).hasSize(59);
    assertThat(kinds().areAlikeIn("kubernetes.io/hostname")).isFalse();
    assertThat(kinds().areAlikeIn("zone")).isTrue();
  }

  @Test
  void aPodThatComesOrGoesChangesTheLoadOfItsNodeAlone() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10; i++) {
      put(InventoryKind.NODE, node(i, random));
    }
    put(InventoryKind.POD, placed(1, 3));
    List<NodeLoad> before = live.nodeLoads();
    put(InventoryKind.POD, placed(1, 4));
    put(InventoryKind.POD, placed(2, 4));
    List<NodeLoad> after = live.nodeLoads();

    assertThat(before.get(3).requested().milliCpu()).isEqualTo(1000);
    assertThat(after.get(3).requested().milliCpu()).isZero();
    assertThat(after.get(4).pods()).isEqualTo(2);
    for (int i : new int[] {0, 1, 2, 5, 6, 7, 8, 9}) {
      assertThat(after.get(i)).isSameAs(before.get(i));
    }
    live.memory(InventoryKind.POD).remove("a", "p2");
    assertThat(live.nodeLoads().get(4).pods()).isOne();
  }

  @Test
  void loadsHoldAfterPodsHaveNamedMoreNodesThanAreRemembered() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3; i++) {
      put(InventoryKind.NODE, node(i, random));
    }
    put(InventoryKind.POD, placed(1, 1));
    assertThat(live.nodeLoads().get(1).pods()).isOne();
    for (int i = 0; i < 10_001; i++) {
      put(InventoryKind.POD, placed(2, 1000 + i));
    }
    put(InventoryKind.POD, placed(2, 1));
    put(InventoryKind.POD, placed(3, 2));

    assertThat(live.nodeLoads()).extracting(NodeLoad::pods).containsExactly(0, 2, 1);
    put(InventoryKind.POD, placed(2, 0));
    assertThat(live.nodeLoads()).extracting(NodeLoad::pods).containsExactly(1, 1, 1);
  }
}
