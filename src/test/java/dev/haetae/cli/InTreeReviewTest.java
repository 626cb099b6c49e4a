package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code haetae review} with Kubernetes' own policies, alone and beside ours. */
final class InTreeReviewTest {
  private static final String OURS = "policies/no-host-path/policy.yaml";
  private static final String MATCH =
      """
        matchConstraints:
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [pods, pods/exec]}
      """;
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        failurePolicy: FAILURE
      MATCH  validations:
        - {expression: "EXPRESSION", message: never, reason: Forbidden}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: b}
      spec: {policyName: p, validationActions: [Deny]}
      """;

  @TempDir private java.nio.file.Path folder;

  private String policy(String expression, String failure) throws IOException {
    return write(
        "policy.yaml",
        POLICY
            .replace("EXPRESSION", expression)
            .replace("FAILURE", failure)
            .replace("MATCH", MATCH));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Trial review(String operation, String more, String... arguments) throws IOException {
    String body =
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
          "uid": "7", "operation": "%s", "kind": {"group": "", "version": "v1", "kind": "Pod"},
          "resource": {"group": "", "version": "v1", "resource": "pods"},
          "name": "agent", "namespace": "default", "userInfo": {"username": "jane"}, %s}}
        """
            .formatted(operation, more);
    List<String> all = new ArrayList<>(List.of("review"));
    all.addAll(List.of(arguments));
    all.add(write("review.json", body));
    return Trial.of(all.toArray(String[]::new));
  }

  private static String object(String field) {
    return "\"" + field + "\": " + POD;
  }

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "agent", "namespace": "default"},
       "spec": {"containers": [{"name": "a", "image": "a"}],
                "volumes": [{"name": "v", "hostPath": {"path": "/data"}}]}}\
      """;

  private static ObjectView response(Trial trial) {
    return ObjectView.of(trial.json("response"), Path.ROOT);
  }

  @Test
  void theirRefusalComesFirstAndOursIsAFurtherCause() throws IOException {
    Trial trial = review("CREATE", object("object"), "-p", policy("false", "Fail"), "-p", OURS);
    ObjectView status = response(trial).object("status");
    assertThat(status.text("message"))
        .isEqualTo(
            "pods \"agent\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied"
                + " request: never");
    assertThat(status.integer("code", 0)).isEqualTo(403);
    assertThat(status.object("details").objects("causes"))
        .extracting(cause -> cause.text("reason"))
        .containsExactly("", "HostPathVolume");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void oursRefusesWhatTheirsAllow() throws IOException {
    Trial trial = review("CREATE", object("object"), "-p", policy("true", "Fail"), "-p", OURS);
    assertThat(response(trial).object("status").text("message")).startsWith("[no-host-path]");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void deletionsAndConnectionsAreAnswered() throws IOException {
    String policy = policy("request.operation == 'CONNECT'", "Fail");
    assertThat(review("DELETE", object("oldObject"), "-p", policy).code()).isEqualTo(1);
    Trial connect =
        review(
            "CONNECT",
            "\"subResource\": \"exec\", \"object\": {\"apiVersion\": \"v1\", \"kind\":"
                + " \"PodExecOptions\", \"command\": [\"ls\"]}",
            "-p",
            policy);
    assertThat(connect.code()).isZero();
  }

  @Test
  void whatIsUndecidedIsWhatTheFailurePolicySays() throws IOException {
    String expression = "authorizer.group('').resource('pods').check('get').allowed()";
    Trial fails = review("CREATE", object("object"), "-p", policy(expression, "Fail"));
    assertThat(response(fails).object("status").text("message"))
        .contains("ValidatingAdmissionPolicy 'p' cannot be decided, since authorizer.group('')");
    assertThat(fails.code()).isEqualTo(1);
    Trial ignored = review("CREATE", object("object"), "-p", policy(expression, "Ignore"));
    assertThat(response(ignored).texts("warnings"))
        .singleElement()
        .asString()
        .contains("cannot be decided, since authorizer.group('')", "is not known: never");
    assertThat(ignored.code()).isZero();
  }

  private String mutation(String expression, String failure) throws IOException {
    return write(
        "mutation.yaml",
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: m}
        spec:
          failurePolicy: FAILURE
          reinvocationPolicy: Never
        MATCH  mutations:
          - patchType: ApplyConfiguration
            applyConfiguration:
              expression: "Object{metadata: Object.metadata{labels: {'owner': EXPRESSION}}}"
        """
            .replace("EXPRESSION", expression)
            .replace("FAILURE", failure)
            .replace("MATCH", MATCH.replace("[\"*\"]", "[CREATE]")));
  }

  @Test
  void theirChangesAreAPatch() throws IOException {
    Trial trial =
        review(
            "CREATE",
            object("object"),
            "--mutate",
            "-p",
            mutation("request.userInfo.username", "Fail"));
    ObjectView response = response(trial);
    assertThat(new String(Base64.getDecoder().decode(response.text("patch")), UTF_8))
        // What it leaves is decoded, and gets defaults, once more.
        .startsWith(
            "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"owner\":\"jane\"}}");
    assertThat(response.text("patchType")).isEqualTo("JSONPatch");
    assertThat(trial.code()).isZero();
  }

  @Test
  void aMutationThatIsUndecidedIsWhatTheFailurePolicySays() throws IOException {
    String expression = "string(authorizer.group('').resource('pods').check('get').allowed())";
    Trial fails =
        review("CREATE", object("object"), "--mutate", "-p", mutation(expression, "Fail"));
    ObjectView refused = response(fails);
    assertThat(refused.flag("allowed", true)).isFalse();
    assertThat(refused.object("status").text("message"))
        .startsWith("MutatingAdmissionPolicy 'm' cannot be decided, since authorizer.group('')");
    assertThat(refused.object("status").object("details").objects("causes")).hasSize(1);
    assertThat(refused.texts("warnings")).isEmpty();
    assertThat(fails.code()).isEqualTo(1);
    Trial ignored =
        review("CREATE", object("object"), "--mutate", "-p", mutation(expression, "Ignore"));
    assertThat(response(ignored).texts("warnings")).hasSize(1);
    assertThat(ignored.code()).isZero();
  }

  @Test
  void aMutationThatFailsAndIsPassedOverIsTold() throws IOException {
    Trial trial =
        review(
            "CREATE",
            object("object"),
            "--mutate",
            "-p",
            mutation("object.metadata.labels.none", "Ignore"));
    assertThat(response(trial).flag("allowed", false)).isTrue();
    assertThat(trial.err())
        .contains("policy 'm' denied request: ", "passed over, as its failurePolicy Ignore says");
    assertThat(trial.code()).isZero();
  }
}
