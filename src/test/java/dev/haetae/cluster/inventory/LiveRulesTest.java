package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Extent;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.EnforcementPoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules find in a live world, and where they say nothing because they do not see enough. */
class LiveRulesTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final LiveInventory live = new LiveInventory(CLOCK);

  @BeforeEach
  void readTheCore() {
    for (InventoryKind kind : InventoryKind.values()) {
      if (!kind.isOnDemand()) {
        live.memory(kind).retain(Set.of());
        live.freshness(kind).synced();
      }
    }
  }

  private static Resource object(String json) {
    try {
      ObjectValue tree =
          (ObjectValue)
              JsonReader.review(
                  json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
      return Resource.of(tree, Origin.NONE, "default");
    } catch (UnreadableException e) {
      throw new AssertionError(json, e);
    }
  }

  /** All objects of a kind, of which there are no others. */
  private void read(InventoryKind kind, String... objects) {
    KindMemory memory = live.memory(kind);
    memory.retain(Set.of());
    for (String json : objects) {
      assertThat(memory.put(object(json), new Extent(100, false))).isEmpty();
    }
    live.freshness(kind).synced();
  }

  private List<String> found(String rule, String spec, int replicas) {
    List<Policy> policies =
        ShippedPolicies.load().stream().filter(policy -> policy.name().equals(rule)).toList();
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(policies, Carriers.SHIPPED), Exceptions.of(List.of(), CLOCK), CLOCK);
    Resource deployment =
        object(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d','namespace':'team'},"
                + "'spec':{'replicas':%d,'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},'spec':{%s}}}}"
                    .formatted(replicas, spec));
    return evaluator
        .evaluate(Review.create(deployment, EnforcementPoint.VALIDATE), live)
        .findings()
        .stream()
        .map(finding -> finding.reason() + " " + finding.message())
        .toList();
  }

  private static String container(String amounts) {
    return "'containers':[{'name':'m','image':'r.example.com/i:1','resources':{'limits':{%s}}}]"
        .formatted(amounts);
  }

  @Test
  void whatAPodNamesIsMissedOnceItsKindIsRead() {
    String spec =
        "'serviceAccountName':'bot','runtimeClassName':'kata','priorityClassName':'high',"
            + container("");
    assertThat(found("references-exist", spec, 1)).isEmpty();
    read(InventoryKind.RUNTIME_CLASS);
    assertThat(found("references-exist", spec, 1))
        .singleElement()
        .asString()
        .startsWith("RuntimeClassNotFound");
    read(
        InventoryKind.RUNTIME_CLASS,
        "{'apiVersion':'node.k8s.io/v1','kind':'RuntimeClass','metadata':{'name':'kata'}}");
    read(
        InventoryKind.SERVICE_ACCOUNT,
        "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'bot','namespace':'other'}}");
    read(
        InventoryKind.PRIORITY_CLASS,
        "{'apiVersion':'scheduling.k8s.io/v1','kind':'PriorityClass','metadata':{'name':'low'},'value':1}");
    assertThat(found("references-exist", spec, 1))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("ServiceAccountNotFound"),
            other -> assertThat(other).startsWith("PriorityClassNotFound"));
    live.memory(InventoryKind.SERVICE_ACCOUNT).withhold("forbidden");
    assertThat(found("references-exist", spec, 1)).hasSize(1);
  }

  @Test
  void aQuotaCountsWhatARuntimeClassAdds() {
    read(
        InventoryKind.RESOURCE_QUOTA,
        "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{'name':'q','namespace':'team'},"
            + "'spec':{'hard':{'limits.cpu':'4'}},'status':{'hard':{'limits.cpu':'4'},'used':{'limits.cpu':'0'}}}");
    String spec = "'runtimeClassName':'kata'," + container("'cpu':'2'");
    assertThat(found("namespace-quota", spec, 2)).isEmpty();
    read(
        InventoryKind.RUNTIME_CLASS,
        "{'apiVersion':'node.k8s.io/v1','kind':'RuntimeClass','metadata':{'name':'kata'},"
            + "'overhead':{'podFixed':{'cpu':'1'}}}");
    assertThat(found("namespace-quota", spec, 2))
        .singleElement()
        .asString()
        .startsWith("QuotaExceeded");
    live.memory(InventoryKind.RESOURCE_QUOTA).withhold("forbidden");
    assertThat(found("namespace-quota", spec, 2)).isEmpty();
  }

  @Test
  void gpusAreLookedForOnTheNodesOfTheRuntimeClass() {
    read(
        InventoryKind.NODE,
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n','labels':{'pool':'a'}},"
            + "'status':{'allocatable':{'cpu':'8','memory':'8Gi','pods':'9','nvidia.com/gpu':'8'}}}");
    String spec = "'runtimeClassName':'nvidia'," + container("'nvidia.com/gpu':'1'");
    assertThat(found("gpu-capacity", spec, 1)).isEmpty();
    read(
        InventoryKind.RUNTIME_CLASS,
        "{'apiVersion':'node.k8s.io/v1','kind':'RuntimeClass','metadata':{'name':'nvidia'},"
            + "'scheduling':{'nodeSelector':{'pool':'b'}}}");
    assertThat(found("gpu-capacity", spec, 1))
        .singleElement()
        .asString()
        .startsWith("GpuFitsNowhere");
  }

  @Test
  void theShippedPoliciesLookAtTheseKindsBesides() {
    assertThat(PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED).lookingAt())
        .containsExactlyInAnyOrder(
            GroupKind.SERVICE_ACCOUNT, GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS)
        .allSatisfy(kind ->
            assertThat(InventoryKind.values())
                .anyMatch(one -> one.isOnDemand() && one.groupKind().equals(kind)));
  }
}
