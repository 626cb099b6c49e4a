package dev.haetae.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is asked about a pod: the first in the chain of those that have made it. */
class OwnersTest {
  private static Resource read(String yaml) {
    ManifestReader.Manifest read =
        ManifestReader.read(yaml.getBytes(UTF_8), "test.yaml", "team", Limits.FILES);
    assertThat(read.problems()).isEmpty();
    return read.resources().getFirst();
  }

  private static Resource object(String apiVersion, String kind, String name, String more) {
    return read(
        """
        apiVersion: %s
        kind: %s
        metadata: {name: %s, namespace: team%s}
        spec: {}
        """
            .formatted(apiVersion, kind, name, more));
  }

  private static String madeBy(String apiVersion, String kind, String name, String uid) {
    return (", ownerReferences: [{apiVersion: %s, kind: %s, name: %s, uid: \"%s\","
            + " controller: true}]")
        .formatted(apiVersion, kind, name, uid);
  }

  private static String maker(Resource pod, Resource... there) {
    Owners owners = new Owners();
    List.of(there).forEach(owners::add);
    @Nullable Subject maker = owners.maker(pod);
    return maker == null ? "" : maker.describe();
  }

  @Test
  void aChainLeadsToItsBeginning() {
    Resource cron = object("batch/v1", "CronJob", "nightly", ", uid: c");
    Resource job =
        object(
            "batch/v1",
            "Job",
            "nightly-1",
            ", uid: j" + madeBy("batch/v1", "CronJob", "nightly", "c"));
    Resource pod = object("v1", "Pod", "nightly-1-x", madeBy("batch/v1", "Job", "nightly-1", "j"));
    assertThat(maker(pod, cron, job)).isEqualTo("team/CronJob nightly");
    assertThat(maker(job, cron, job)).isEqualTo("team/CronJob nightly");
    assertThat(maker(pod, job)).isEqualTo("team/Job nightly-1");
    assertThat(maker(pod, cron)).isEmpty();
  }

  @Test
  void aReplicaSetNeedNotBeThere() {
    Resource deployment = object("apps/v1", "Deployment", "web", ", uid: d");
    String hashed = ", labels: {pod-template-hash: 5c6d}";
    Resource pod =
        object(
            "v1", "Pod", "web-5c6d-x", hashed + madeBy("apps/v1", "ReplicaSet", "web-5c6d", "r"));
    assertThat(maker(pod, deployment)).isEqualTo("team/Deployment web");
    assertThat(maker(pod)).isEmpty();
    assertThat(Owners.listed(pod).describe()).isEqualTo("team/Deployment web");
    Resource rollout = object("argoproj.io/v1alpha1", "Rollout", "web", "");
    Resource rolled =
        object(
            "v1",
            "Pod",
            "web-5c6d-x",
            hashed.replace("pod-", "rollouts-pod-")
                + madeBy("apps/v1", "ReplicaSet", "web-5c6d", "r"));
    assertThat(maker(rolled, rollout)).isEqualTo("team/Rollout web");
  }

  @Test
  void anOwnerOfAnotherUidIsAnother() {
    Resource set = object("apps/v1", "DaemonSet", "agent", ", uid: new");
    Resource orphan =
        object("v1", "Pod", "agent-x", madeBy("apps/v1", "DaemonSet", "agent", "old"));
    assertThat(maker(orphan, set)).isEmpty();
    // A tidied dump has none.
    assertThat(maker(orphan, object("apps/v1", "DaemonSet", "agent", "")))
        .isEqualTo("team/DaemonSet agent");
  }

  @Test
  void whatNobodyKnowsAndNodesMakeNothing() {
    Resource unknown = object("v1", "Pod", "shard-0", madeBy("lab.example/v1", "Store", "s", "s"));
    assertThat(maker(unknown)).isEmpty();
    assertThat(Owners.listed(unknown).describe()).isEqualTo("team/Store s");
    Resource mirror = object("v1", "Pod", "etcd-n1", madeBy("v1", "Node", "n1", "n"));
    assertThat(maker(mirror)).isEmpty();
    assertThat(Owners.listed(mirror).describe()).isEqualTo("team/Pod etcd-n1");
    // The driver of a computation keeps its executors, and is no template of them.
    Resource driver = object("v1", "Pod", "driver", ", uid: p");
    Resource executor = object("v1", "Pod", "executor", madeBy("v1", "Pod", "driver", "p"));
    assertThat(maker(executor, driver)).isEmpty();
  }

  @Test
  void aCircleEnds() {
    Resource one =
        object(
            "apps/v1",
            "ReplicaSet",
            "one",
            ", uid: a" + madeBy("apps/v1", "ReplicaSet", "two", "b"));
    Resource two =
        object(
            "apps/v1",
            "ReplicaSet",
            "two",
            ", uid: b" + madeBy("apps/v1", "ReplicaSet", "one", "a"));
    assertThat(maker(one, one, two)).startsWith("team/ReplicaSet ");
  }
}
