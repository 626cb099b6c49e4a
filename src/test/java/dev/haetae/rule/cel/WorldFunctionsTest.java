package dev.haetae.rule.cel;

import static dev.haetae.rule.cel.OwnPolicies.judge;
import static dev.haetae.rule.cel.OwnPolicies.said;
import static dev.haetae.rule.cel.OwnPolicies.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.UnknownLabels;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.rule.EnforcementPoint;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorldFunctionsTest {
  private static final String WORLD =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: team, labels: {tier: gold}}}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: pv-1, labels: {site: a}}
      spec:
        capacity: {storage: 5Gi}
        accessModes: [ReadWriteMany]
        persistentVolumeReclaimPolicy: Retain
        claimRef: {namespace: team, name: data}
        nfs: {server: nas, path: /exports/team/data}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: team}
      spec:
        accessModes: [ReadWriteMany]
        storageClassName: ""
        volumeName: pv-1
        resources: {requests: {storage: 2Gi}}
      status: {phase: Bound}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-1, labels: {zone: b}}
      spec: {taints: [{key: gpu, effect: NoSchedule}]}
      status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: team}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: user, namespace: team, labels: {app: web}}
      spec:
        nodeName: gpu-1
        containers: [{name: a, image: x, resources: {requests: {cpu: 500m}}}]
        volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]
      """;

  private static final String MAP =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: team}}";

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: new}
      spec:
        containers: [{name: a, image: x, resources: {requests: {cpu: "%s"}}}]
        tolerations: [{operator: Exists}]
      """;

  private static String spec(String expression) {
    return "validations:\n- message: refused\n  expression: |-\n    " + expression + "\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory.claim('team', 'data').value().volumeName == 'pv-1'",
        "inventory.claim('team', 'data').value().bound",
        "inventory.claim('team', 'data').value().accessModes == ['ReadWriteMany']",
        "inventory.claim('team', 'data').value().request == '2Gi'",
        "!inventory.claim('team', 'none').hasValue()",
        "inventory.claim('team', 'data').?storageClass.orValue('x') == ''",
        "inventory.claims('team').size() == 1 && inventory.claims('team')[0].name == 'data'",
        "inventory.claims('other') == []",
        "inventory.volume('pv-1').value().source.path.startsWith('/exports/team/')",
        "inventory.volume('pv-1').value().source.type == 'nfs'",
        "inventory.volume('pv-1').value().claim.value().name == 'data'",
        "inventory.volume('pv-1').value().labels['site'] == 'a'",
        "inventory.volume('pv-1').value().labels.all(key, key == 'site')",
        "'site' in inventory.volume('pv-1').value().labels",
        "inventory.node('gpu-1').value().taints.exists(t, t.key == 'gpu')",
        "inventory.node('gpu-1').value().allocatable['cpu'] == '8'",
        "!inventory.node('gpu-1').value().unschedulable",
        "inventory.nodes().exists(n, n.labels['zone'] == 'b')",
        "inventory.nodes().map(n, n.name) == ['gpu-1']",
        "inventory.service('team', 'web').value().ports[0].nodePort == 30080",
        "inventory.service('team', 'web').value().selector == {'app': 'web'}",
        "inventory.service('team', 'web').value().spec.type == 'NodePort'",
        "inventory.services('team').all(s, s.type != 'LoadBalancer')",
        "inventory.podsUsing('team', 'data').exists_one(p, p.name == 'user')",
        "inventory.podsUsing('team', 'data')[0].requests['cpu'] == '500m'",
        "inventory.podsUsing('team', 'data')[0].labels.app == 'web'",
        "inventory.nodePortOwner(30080).value().name == 'web'",
        "!inventory.nodePortOwner(30081).hasValue()",
        "!inventory.nodePortOwner(-1).hasValue()",
        "inventory.namespace('team').value().labels['tier'] == 'gold'",
        "!inventory.namespace('none').hasValue()",
        "predict.claim('team', 'data').outcome == 'Bound'",
        "predict.claim('team', 'data').volume == 'pv-1'",
      })
  void expressionsLookAtTheWorld(String expression) {
    assertThat(said(judge(spec(expression), MAP, world(true, WORLD)))).as(expression).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory.claim('team', 'data').hasValue()",
        "!inventory.node('a').hasValue()",
        "inventory.nodes().size() == 0",
        "inventory.services('team').all(s, s.type == 'ClusterIP')",
        "inventory.podsUsing('team', 'data').size() == 0",
        "!inventory.nodePortOwner(30080).hasValue()",
        "inventory.namespace('team').?labels.tier.orValue('') == ''",
        "predict.claim('team', 'data').outcome == 'Bound'",
      })
  void whatAnOpenWorldDoesNotHaveIsNotKnown(String expression) {
    Verdict verdict = judge(spec(expression), MAP, world(false, ""));
    String call = expression.replaceAll("^!?([a-z]+\\.[a-zA-Z]+\\([^)]*\\)).*", "$1");
    assertThat(said(verdict))
        .singleElement()
        .asString()
        .startsWith("undecided []")
        .contains("for want of " + call.replace('\'', '"') + ": refused")
        .endsWith(" | give the cluster's objects with -i");
  }

  @Test
  void logicDecidesWhatIsNotKnown() {
    String known = "inventory.claim('team', 'data').hasValue() || object.kind == 'ConfigMap'";
    assertThat(said(judge(spec(known), MAP, world(false, "")))).isEmpty();
    String refused = "inventory.claim('team', 'data').hasValue() && object.kind == 'Pod'";
    assertThat(said(judge(spec(refused), MAP, world(false, ""))))
        .containsExactly("Deny [kind] refused");
  }

  @Test
  void aNewClaimIsPredicted() {
    String claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: new}
        spec: {accessModes: [ReadWriteMany], storageClassName: "", resources: {requests: {storage: 1Gi}}}
        """;
    assertThat(
            said(
                judge(
                    """
                    validations:
                    - expression: predict.claim(object).outcome != 'Pending'
                      messageExpression: predict.claim(object).message
                    """,
                    claim,
                    world(true, WORLD))))
        .singleElement()
        .asString()
        .contains("stays Pending: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pod", "object"})
  void aNewPodIsPredicted(String argument) {
    String spec = "podTemplates: true\n" + spec("predict.pod(" + argument + ").nodes == ['gpu-1']");
    assertThat(said(judge(spec, POD.formatted("4"), world(true, WORLD)))).isEmpty();
    assertThat(said(judge(spec, POD.formatted("9"), world(true, WORLD))))
        .containsExactly("Deny [spec] refused");
  }

  @Test
  void whatIsNoPodIsNotPredicted() {
    assertThat(said(judge(spec("predict.pod({'a': 1}).nodes == []"), MAP, world(true, WORLD))))
        .singleElement()
        .asString()
        .contains("resulted in error: predict.pod takes pod");
  }

  @Test
  void whatIsThereAndCannotBeReadIsNotKnown() {
    Inventory broken =
        new ForwardingInventory(world(true, WORLD)) {
          @Override
          public @Nullable PersistentVolume volume(String name) {
            throw new UnreadableObjectException("PersistentVolume pv-1 is too large", "mend it");
          }
        };
    assertThat(said(judge(spec("inventory.volume('pv-1').hasValue()"), MAP, broken)))
        .containsExactly(
            "undecided [] not decided, for want of PersistentVolume pv-1 is too large: refused"
                + " | mend it");
  }

  @Test
  void labelsThatAreNotKeptAreNotKnown() {
    Inventory large =
        new ForwardingInventory(world(true, WORLD)) {
          @Override
          public @Nullable Map<String, String> namespaceLabels(String name) {
            return new UnknownLabels("the labels of Namespace team are too long to be kept");
          }
        };
    assertThat(said(judge(spec("'a' in inventory.namespace('team').value().labels"), MAP, large)))
        .singleElement()
        .asString()
        .startsWith(
            "undecided [] not decided, for want of the labels of Namespace team are too long");
  }

  /** A world of so many nodes, which counts how many are looked at. */
  private static final class ManyNodes extends ForwardingInventory {
    private final int count;
    private int seen;

    ManyNodes(int count) {
      super(new InventorySnapshot.Builder().build(true));
      this.count = count;
    }

    @Override
    public Collection<Node> nodes() {
      return new AbstractCollection<>() {
        @Override
        public Iterator<Node> iterator() {
          return IntStream.range(0, count)
              .mapToObj(i -> {
                seen++;
                return new Node("n" + i, Map.of(), false, List.of(), Map.of());
              })
              .iterator();
        }

        @Override
        public int size() {
          return count;
        }
      };
    }
  }

  @Test
  void nodesAreMadeOneByOne() {
    ManyNodes world = new ManyNodes(5_000);
    assertThat(said(judge(spec("inventory.nodes().exists(n, n.name == 'n3')"), MAP, world)))
        .isEmpty();
    // The stream reads ahead by one.
    assertThat(world.seen).isLessThan(10);
  }

  @Test
  void theBudgetOfAReviewEndsALook() {
    Budget budget = Budget.of(1_000, Cause.STEPS, () -> null);
    Verdict verdict =
        OwnPolicies.evaluator(OwnPolicies.policy(spec("inventory.nodes().all(n, n.name != 'x')")))
            .evaluate(
                Review.create(OwnPolicies.object(MAP), EnforcementPoint.VALIDATE),
                new ManyNodes(5_000),
                PolicyTable.Part.ALL,
                budget);
    assertThat(said(verdict))
        .containsExactly("undecided [] judging the object takes more work than a review may cost");
  }
}
