package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The audit of a server with the chart's rights: what it finds is in the statuses of the policies
 * and in its metrics, and nothing is written that is there already, whoever leads.
 */
@RealCluster(own = true)
final class LeaderAuditIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String RULE = "no-host-path";
  private static final String POLICIES = "/apis/haetae.dev/v1alpha1/policies";
  private static final String DENIED =
      "haetae_audit_findings{action=\"deny\",policy=\"" + RULE + "\"}";
  private static final String SUCCEEDED = "haetae_audit_last_success_timestamp_seconds";

  private static ObjectView get(ControlPlane plane, String path) throws Exception {
    String json = plane.kubectl("get", "--raw", path).orFail();
    return ObjectView.of(
        (ObjectValue) JsonReader.review(json.getBytes(UTF_8), Limits.FILES), Path.ROOT);
  }

  private static ObjectView audit(ControlPlane plane) throws Exception {
    return get(plane, POLICIES + '/' + RULE).object("status").object("audit");
  }

  /** The versions of all policies, by their names. */
  private static Map<String, String> versions(ControlPlane plane) throws Exception {
    Map<String, String> versions = new TreeMap<>();
    for (ObjectView policy : get(plane, POLICIES).objects("items")) {
      ObjectView metadata = policy.object("metadata");
      versions.put(metadata.text("name"), metadata.text("resourceVersion"));
    }
    return versions;
  }

  private static void act(ControlPlane plane, String action) {
    Answer answer =
        plane.patch(
            POLICIES + '/' + RULE, "{\"spec\": {\"validationActions\": [\"" + action + "\"]}}");
    assertThat(answer.code()).as(answer.body()).isEqualTo(200);
  }

  private static void awaitAudit(Replica replica, double after) {
    Await.until("an audit has ended", SOON, () -> replica.metric(SUCCEEDED) > after);
  }

  @Test
  void whatDenyWouldStopIsToldSoonAndWrittenOnce(ControlPlane plane, Installation haetae)
      throws Exception {
    act(plane, "Audit");
    Await.until(
        "the policy records",
        SOON,
        () ->
            !plane
                .post("/api/v1/namespaces/default/pods?dryRun=All", Installation.HOST_PATH_POD)
                .isRefused());
    plane.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: vision}\n");
    plane.create(Installation.HOST_PATH_POD);
    plane.create(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cache, namespace: vision}
        spec:
          replicas: 0
          selector: {matchLabels: {app: cache}}
          template:
            metadata: {labels: {app: cache}}
            spec:
              containers: [{name: main, image: example/app:1.0}]
              volumes: [{name: data, hostPath: {path: /data}}]
        """);
    Replica first = haetae.replica();
    act(plane, "Deny");
    Await.until(
        "the status says what is there", SOON, () -> audit(plane).integer("owners", 0) == 2);
    ObjectView audit = audit(plane);
    assertThat(audit.integer("namespaces", 0)).isEqualTo(2);
    assertThat(audit.integer("stopsNextPod", 0)).isEqualTo(2);
    assertThat(audit.texts("notLookedAt")).isEmpty();
    assertThat(first.metric(DENIED)).isEqualTo(2);
    assertThat(first.metric("haetae_audit_unlisted")).isZero();
    assertThat(plane.kubectl("get", "policies.haetae.dev", RULE).orFail())
        .containsPattern("VIOLATIONS +AGE\\s+no-host-path .* 2 +\\d");

    // What follows finds the same: by the same replica, and by one that leads after it.
    Map<String, String> written = versions(plane);
    String found = audit.text("at");
    double before = first.metric(SUCCEEDED);
    plane.create(
        """
        apiVersion: haetae.dev/v1alpha1
        kind: PolicyException
        metadata: {name: nobody, namespace: vision}
        spec: {policies: [no-host-path], match: {namespaces: [nobody]}, reason: a change}
        """);
    awaitAudit(first, before);
    assertThat(versions(plane)).isEqualTo(written);

    Replica second = haetae.startReplica();
    assertThat(second.metric(DENIED)).as("who does not lead measures nothing").isZero();
    first.stop();
    awaitAudit(second, 0);
    assertThat(second.metric(DENIED)).isEqualTo(2);
    assertThat(versions(plane)).isEqualTo(written);
    assertThat(audit(plane).text("at")).isEqualTo(found);
  }
}
