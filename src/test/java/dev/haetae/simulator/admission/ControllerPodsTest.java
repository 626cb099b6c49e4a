package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.validation.Validation;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The pods that controllers get for carriers of every kind. */
final class ControllerPodsTest {
  private static final String NAMESPACE =
      "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'vision'}}";
  private static final String POD =
      "{'containers':[{'name':'train','image':'registry.lab/train:1.0',"
          + "'resources':{'limits':{'nvidia.com/gpu':'1'}}}]}";

  private static ObjectValue json(String text) throws UnreadableException {
    return TruthRows.object(text.replace('\'', '"'));
  }

  private static Inventory world(String... objects) throws UnreadableException {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    for (String object : objects) {
      world.add(Resource.of(json(object), Origin.NONE, "vision"));
    }
    return world.build(true);
  }

  private static String quota(String hard) {
    return "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{'name':'gpus',"
        + "'namespace':'vision'},'spec':{'hard':{"
        + hard
        + "}}}";
  }

  private static String carrier(String apiVersion, String kind, String spec) {
    return "{'apiVersion':'"
        + apiVersion
        + "','kind':'"
        + kind
        + "','metadata':{'name':'llm','namespace':'vision'},'spec':{"
        + spec
        + ",'selector':{'matchLabels':{'app':'llm'}},'template':{'metadata':{'labels':{"
        + "'app':'llm'}},'spec':"
        + POD
        + "}}}";
  }

  private static Pods pods(String carrier, Inventory world) throws UnreadableException {
    ApiServer server = new ApiServer(Validation.BUILT_IN);
    QuotaLedger ledger = new QuotaLedger(world);
    Resource resource = Resource.of(json(carrier), Origin.NONE, "vision");
    Answer answer = server.answer(Submission.create(resource), world, ledger);
    assertThat(answer.message()).isEmpty();
    return new ControllerPods(server, world, ledger)
        .of(Objects.requireNonNull(answer.stored()))
        .orElseThrow();
  }

  @Test
  void countsWhatAQuotaWithoutStatusHasLeft() throws UnreadableException {
    String other =
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'other','namespace':'vision'},'spec':"
            + POD
            + '}';
    Inventory world = world(NAMESPACE, other, quota("'requests.nvidia.com/gpu':'3'"));
    Pods pods = pods(carrier("apps/v1", "Deployment", "'replicas':5"), world);
    assertThat(pods.wanted()).isEqualTo(5);
    assertThat(pods.created()).isEqualTo(2);
    assertThat(pods.refusals())
        .containsExactly(
            "Error creating: pods \"llm-*\" is forbidden: exceeded quota: gpus, requested:"
                + " requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=3, limited:"
                + " requests.nvidia.com/gpu=3");
  }

  @Test
  void countsAnyNumberOfReplicasAtOnce() throws UnreadableException {
    String many = carrier("apps/v1", "Deployment", "'replicas':2000000000");
    assertThat(pods(many, world(NAMESPACE)).created()).isEqualTo(2_000_000_000);
    assertThat(pods(many, world(NAMESPACE, quota("'pods':'1500000000'"))).created())
        .isEqualTo(1_500_000_000);
    String set =
        carrier(
            "apps/v1",
            "StatefulSet",
            "'replicas':2000000000,'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{"
                + "'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}]");
    assertThat(pods(set, world(NAMESPACE, quota("'pods':'1900000000'"))).created()).isPositive();
  }

  @Test
  void stopsAStatefulSetAtAClaimThatIsRefused() throws UnreadableException {
    String set =
        carrier(
            "apps/v1",
            "StatefulSet",
            "'replicas':3,'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{"
                + "'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}]");
    Pods pods = pods(set, world(NAMESPACE, quota("'requests.storage':'2Gi'")));
    assertThat(pods.created()).isEqualTo(2);
    String why =
        "persistentvolumeclaims \"data-llm-2\" is forbidden: exceeded quota: gpus, requested:"
            + " requests.storage=1Gi, used: requests.storage=2Gi, limited: requests.storage=2Gi";
    assertThat(pods.refusals())
        .containsExactly(
            "Create Claim data-llm-2 for Pod llm-2 in StatefulSet llm failed error: " + why,
            "Create Pod llm-2 in StatefulSet llm failed error: failed to create PVC data-llm-2: "
                + why);
  }

  @Test
  void startsNoPodsOfASuspendedJob() throws UnreadableException {
    String job =
        "{'apiVersion':'batch/v1','kind':'Job','metadata':{'name':'llm','namespace':'vision'},"
            + "'spec':{'suspend':true,'parallelism':4,'template':{'spec':"
            + POD.replace("{'containers'", "{'restartPolicy':'Never','containers'")
            + "}}}";
    Pods pods = pods(job, world(NAMESPACE, quota("'pods':'0'")));
    assertThat(pods.wanted()).isZero();
    assertThat(pods.refusals()).isEmpty();
  }

  @Test
  void makesAJobOfACronJobFirst() throws UnreadableException {
    String cronJob =
        "{'apiVersion':'batch/v1','kind':'CronJob','metadata':{'name':'llm','namespace':'vision'},'spec':{'schedule':'0"
            + " 3 * * *','jobTemplate':{'spec':{'parallelism':2,'completions':2,'template':{'spec':"
            + POD.replace("{'containers'", "{'restartPolicy':'Never','containers'")
            + "}}}}}";
    assertThat(pods(cronJob, world(NAMESPACE)).created()).isEqualTo(2);
    assertThat(pods(cronJob, world(NAMESPACE, quota("'count/jobs.batch':'0'"))).refusals())
        .singleElement()
        .asString()
        .startsWith("Error creating job: jobs.batch \"llm-")
        .contains("exceeded quota: gpus");
  }

  @Test
  void putsADaemonOnEachNodeThatItIsMeantFor() throws UnreadableException {
    String node =
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n%'},'status':{'allocatable':{"
            + "'cpu':'8','memory':'64Gi','pods':'110','nvidia.com/gpu':'4'}}}";
    Inventory world =
        world(NAMESPACE, node.replace('%', '1'), node.replace('%', '2'), quota("'pods':'1'"));
    Pods pods = pods(carrier("apps/v1", "DaemonSet", "'minReadySeconds':1"), world);
    assertThat(pods.wanted()).isEqualTo(2);
    assertThat(pods.created()).isEqualTo(1);
  }
}
