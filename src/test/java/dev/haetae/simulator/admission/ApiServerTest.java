package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.validation.Validation;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Answers that the rows of a control plane do not show. */
final class ApiServerTest {
  private static final String NAMESPACE =
      "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'vision'}}";

  private static Resource resource(String json) throws UnreadableException {
    return Resource.of(TruthRows.object(json.replace('\'', '"')), Origin.NONE, "vision");
  }

  private static Answer answer(String object, boolean closed, String... world)
      throws UnreadableException {
    InventorySnapshot.Builder objects = new InventorySnapshot.Builder();
    for (String one : world) {
      objects.add(resource(one));
    }
    return new ApiServer(Validation.BUILT_IN)
        .answer(Submission.create(resource(object)), objects.build(closed));
  }

  private static String pod(String spec) {
    return "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'trial'},'spec':{'containers':[{"
        + "'name':'c','image':'a:1'}]"
        + spec
        + "}}";
  }

  private static String stored(Answer answer, String... path) {
    ObjectValue stored = Objects.requireNonNull(answer.stored(), answer.message());
    return Path.of(path).in(stored).toString();
  }

  @Test
  void namesALimitRangeThatHasNoName() throws UnreadableException {
    String range = "{'apiVersion':'v1','kind':'%s','metadata':{},'spec':{}}";
    assertThat(answer(range.formatted("LimitRange"), false).accepted()).isTrue();
    assertThat(answer(range.formatted("ResourceQuota"), false).accepted()).isFalse();
  }

  @Test
  void dropsASourceOfAnotherNamespace() throws UnreadableException {
    Answer answer =
        answer(
            "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'copy'},'spec':{"
                + "'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}},"
                + "'dataSourceRef':{'apiGroup':'fooBar','kind':'X','name':'y','namespace':'Team'}}}",
            false);
    assertThat(stored(answer, "spec")).doesNotContain("dataSource");
  }

  @Test
  void missesNothingInAPartOfACluster() throws UnreadableException {
    String pod =
        pod(",'serviceAccountName':'robot','runtimeClassName':'kata','priorityClassName':'high'");
    assertThat(answer(pod, false).accepted()).isTrue();
    // A list of pods or nodes says nothing of the other kinds.
    assertThat(answer(pod, true).accepted()).isTrue();
    assertThat(answer(pod, true, NAMESPACE).accepted()).isTrue();
    String account =
        "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'default','namespace':'x'}}";
    assertThat(answer(pod, true, NAMESPACE, account).message())
        .isEqualTo(
            "pods \"trial\" is forbidden: error looking up service account vision/robot:"
                + " serviceaccount \"robot\" not found");
  }

  @Test
  void knowsWhatEveryClusterHas() throws UnreadableException {
    Answer answer = answer(pod(",'priorityClassName':'system-node-critical'"), true, NAMESPACE);
    assertThat(stored(answer, "spec", "priority")).isEqualTo("2000001000");
    assertThat(stored(answer, "spec", "serviceAccountName")).isEqualTo("default");
  }

  @Test
  void takesNothingInANamespaceThatIsBeingDeleted() throws UnreadableException {
    String deleted =
        "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'vision',"
            + "'deletionTimestamp':'2026-01-01T00:00:00Z'}}";
    assertThat(answer(pod(""), true, deleted).causes())
        .singleElement()
        .extracting(cause -> cause.reason())
        .isEqualTo("NamespaceTerminating");
  }

  @Test
  void givesAnIngressTheNewestDefaultClass() throws UnreadableException {
    String ingressClass =
        "{'apiVersion':'networking.k8s.io/v1','kind':'IngressClass','metadata':{'name':'%',"
            + "'creationTimestamp':'20%0-01-01T00:00:00Z','annotations':{"
            + "'ingressclass.kubernetes.io/is-default-class':'true'}}}";
    String ingress =
        "{'apiVersion':'networking.k8s.io/v1','kind':'Ingress','metadata':{'name':'web'},'spec':{"
            + "'defaultBackend':{'service':{'name':'web','port':{'number':80}}}}}";
    Answer answer =
        answer(
            ingress,
            true,
            NAMESPACE,
            ingressClass.replace('%', '3'),
            ingressClass.replace('%', '1'));
    assertThat(stored(answer, "spec", "ingressClassName")).isEqualTo("3");
  }

  @Test
  void takesOneDefaultPriorityClass() throws UnreadableException {
    String priorityClass =
        "{'apiVersion':'scheduling.k8s.io/v1','kind':'PriorityClass','metadata':{'name':'%'},"
            + "'value':10,'globalDefault':true}";
    Answer answer =
        answer(
            priorityClass.replace("%", "new"), true, NAMESPACE, priorityClass.replace("%", "old"));
    assertThat(answer.message())
        .isEqualTo(
            "priorityclasses.scheduling.k8s.io \"new\" is forbidden: PriorityClass old is already"
                + " marked as default. Only one default can exist");
  }

  @Test
  void countsTheDevicesOfClaims() throws UnreadableException {
    String quota =
        "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{'name':'gpus'},'spec':{'hard':{"
            + "'gpu.deviceclass.resource.k8s.io/devices':'3'}}}";
    String claim =
        "{'apiVersion':'resource.k8s.io/v1','kind':'ResourceClaim','metadata':{'name':'two'},'spec':{"
            + "'devices':{'requests':[{'name':'a','exactly':{'deviceClassName':'gpu','count':2}},"
            + "{'name':'b','firstAvailable':[{'name':'x','deviceClassName':'gpu','count':2},"
            + "{'name':'y','deviceClassName':'gpu'}]}]}}}";
    assertThat(answer(claim, true, NAMESPACE, quota).message())
        .endsWith(
            "exceeded quota: gpus, requested: gpu.deviceclass.resource.k8s.io/devices=4, used:"
                + " gpu.deviceclass.resource.k8s.io/devices=0, limited:"
                + " gpu.deviceclass.resource.k8s.io/devices=3");
  }

  @Test
  void copiesTheZoneOfANodeToAPodThatNamesIt() throws UnreadableException {
    String node =
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n1','labels':{"
            + "'topology.kubernetes.io/zone':'hall-2','x':'y'}}}";
    Answer answer = answer(pod(",'nodeName':'n1'"), true, NAMESPACE, node);
    assertThat(stored(answer, "metadata", "labels"))
        .isEqualTo("{\"topology.kubernetes.io/zone\":\"hall-2\"}");
  }

  @Test
  void leavesOtherKindsAsTheyAre() throws UnreadableException {
    String custom =
        "{'apiVersion':'lab.example/v1','kind':'Train','metadata':{'name':'a','namespace':'vision'},"
            + "'spec':{'empty':''}}";
    assertThat(answer(custom, true, NAMESPACE).stored()).isEqualTo(resource(custom).tree());
  }
}
