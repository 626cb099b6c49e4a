package dev.haetae.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.simulator.TruthRows;
import org.junit.jupiter.api.Test;

/** What an API server of Kubernetes 1.36 said of objects of kinds of which no row is recorded. */
final class ValidationTest {
  private static void refuses(String group, String kind, String spec, String... causes)
      throws UnreadableException {
    String object =
        "{\"apiVersion\":\""
            + group
            + "\",\"kind\":\""
            + kind
            + "\",\"metadata\":{\"name\":\"trial\"},\"spec\":"
            + spec
            + "}";
    assertThat(Validation.create(Resource.of(TruthRows.object(object), Origin.NONE, "default")))
        .map(cause -> cause.field() + ": " + cause.message())
        .containsExactlyInAnyOrder(causes);
  }

  @Test
  void policies() throws UnreadableException {
    refuses(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        "{\"podSelector\":{},\"policyTypes\":[\"Ingress\",\"Always\"],\"ingress\":[{\"ports\":"
            + "[{\"protocol\":\"tcp\",\"port\":80,\"endPort\":79}],\"from\":[{},{\"ipBlock\":"
            + "{\"cidr\":\"10.0.0.0/8\",\"except\":[\"11.0.0.0/16\",\"10.0.0.0/8\"]}}]}]}",
        "spec.policyTypes[1]: Unsupported value: \"Always\": supported values: \"Ingress\","
            + " \"Egress\"",
        "spec.ingress[0].ports[0].protocol: Unsupported value: \"tcp\": supported values: \"TCP\","
            + " \"UDP\", \"SCTP\"",
        "spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to"
            + " `port`",
        "spec.ingress[0].from[0]: Required value: must specify a peer",
        "spec.ingress[0].from[1].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a"
            + " strict subset of `cidr`",
        "spec.ingress[0].from[1].ipBlock.except[1]: Invalid value: \"10.0.0.0/8\": must be a strict"
            + " subset of `cidr`");
  }

  @Test
  void ingresses() throws UnreadableException {
    refuses(
        "networking.k8s.io/v1",
        "Ingress",
        "{\"rules\":[{\"host\":\"1.2.3.4\",\"http\":{\"paths\":[{\"path\":\"a//b\",\"pathType\":"
            + "\"Prefix\",\"backend\":{}},{\"path\":\"/\",\"pathType\":\"Exact\",\"backend\":"
            + "{\"service\":{\"name\":\"s\",\"port\":{}}}},{\"backend\":{}}]}}]}",
        "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address",
        "spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must be an absolute path",
        "spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must not contain '//'",
        "spec.rules[0].http.paths[0].backend: Invalid value: \"\": resource or service backend is"
            + " required",
        "spec.rules[0].http.paths[1].backend: Required value: port name or number is required",
        "spec.rules[0].http.paths[2].pathType: Required value: pathType must be specified");
  }

  @Test
  void autoscalers() throws UnreadableException {
    refuses(
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        "{\"scaleTargetRef\":{\"apiVersion\":\"v1\",\"kind\":\"Deployment\",\"name\":\"d\"},"
            + "\"minReplicas\":3,\"maxReplicas\":1,\"metrics\":[{\"type\":\"Resource\",\"resource\":"
            + "{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\"}}},{\"type\":\"CPU\"}],"
            + "\"behavior\":{\"scaleUp\":{\"policies\":[{\"type\":\"Pods\",\"value\":0,"
            + "\"periodSeconds\":1801}]}}}",
        "spec.maxReplicas: Invalid value: 1: must be greater than or equal to `minReplicas`",
        "spec.scaleTargetRef.apiVersion: Invalid value: \"v1\": apiVersion must specify API group",
        "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a"
            + " target raw value or a target utilization",
        "spec.metrics[1].type: Unsupported value: \"CPU\": supported values: \"ContainerResource\","
            + " \"External\", \"Object\", \"Pods\", \"Resource\"",
        "spec.metrics[1].type: Unsupported value: \"CPU\": supported values: \"ContainerResource\","
            + " \"External\", \"Object\", \"Pods\", \"Resource\"",
        "spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero",
        "spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or"
            + " equal to 1800");
  }

  private static void says(String object, String... causes) throws UnreadableException {
    assertThat(Validation.create(Resource.of(TruthRows.object(object), Origin.NONE, "default")))
        .map(cause -> cause.field() + ": " + cause.message())
        .containsExactlyInAnyOrder(causes);
  }

  private static String job(String base) {
    return "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"generateName\":\""
        + base
        + "\"},\"spec\":{\"completions\":40,\"parallelism\":1,\"completionMode\":\"Indexed\","
        + "\"backoffLimit\":6,\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"dnsPolicy\":"
        + "\"ClusterFirst\",\"terminationGracePeriodSeconds\":30,\"containers\":[{\"name\":\"a\","
        + "\"image\":\"b\",\"imagePullPolicy\":\"Always\",\"terminationMessagePolicy\":\"File\"}]}}}}";
  }

  @Test
  void theNameThatIsGenerated() throws UnreadableException {
    says(job("sample-"));
    says(
        job("s".repeat(57) + "-"),
        "metadata.name: Invalid value: \""
            + "s".repeat(57)
            + "-xxxxx\": will not able to create pod with invalid DNS label: "
            + "s".repeat(57)
            + "-xxxxx-39");
  }

  @Test
  void aReplicationControllerByItsNameAlone() throws UnreadableException {
    says(
        "{\"apiVersion\":\"v1\",\"kind\":\"ReplicationController\",\"metadata\":{\"name\":\"a\","
            + "\"generateName\":\"aB\"},\"spec\":{\"replicas\":1,\"selector\":{\"a\":\"b\"},"
            + "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"restartPolicy\":"
            + "\"Always\",\"dnsPolicy\":\"ClusterFirst\",\"containers\":[{\"name\":\"a\",\"image\":"
            + "\"b\",\"imagePullPolicy\":\"Always\",\"terminationMessagePolicy\":\"File\"}]}}}}");
  }

  @Test
  void noReview() throws UnreadableException {
    String review =
        "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"A b\",\"namespace\":"
            + "\"Team\"},\"spec\":{}}";
    says(review.formatted("authentication.k8s.io/v1", "TokenReview"));
    says(review.formatted("authorization.k8s.io/v1", "SelfSubjectRulesReview"));
  }

  @Test
  void exceptionsOfARangeOnly() throws UnreadableException {
    refuses(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        "{\"podSelector\":{},\"ingress\":[{\"from\":[{\"ipBlock\":{\"cidr\":\"all\","
            + "\"except\":[\"some\"]}}]}]}",
        "spec.ingress[0].from[0].ipBlock.cidr: Invalid value: \"all\": must be a valid CIDR value,"
            + " (e.g. 10.9.8.0/24 or 2001:db8::/64)");
  }
}
