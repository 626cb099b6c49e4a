package dev.haetae.cluster.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.cluster.registration.ServedKinds.ServedKind;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan names the webhooks that the policies need, and those of the shipped pack are these. */
final class WebhookPlanTest {
  private static final Path SHIPPED =
      Path.of("src/test/resources/dev/haetae/cluster/registration.shipped.yaml");

  private static final Registration REGISTRATION =
      registration(new Registration.ServiceTarget("haetae", "haetae", 443));

  private static Registration registration(Registration.Target target) {
    return new Registration(
        "haetae",
        "haetae",
        target,
        3,
        Registration.OnFailure.FAIL,
        Registration.OnFailure.IGNORE,
        List.of("kube-system"),
        Registration.CaBundle.MANAGED);
  }

  // As an API server without custom resources, but for one.
  private static @Nullable ServedKind served(GroupKind kind) {
    return kind.equals(new GroupKind("jobset.x-k8s.io", "JobSet"))
        ? new ServedKind(kind, List.of("v1alpha2", "v1alpha1"), "jobsets")
        : ServedKinds.builtIn(kind);
  }

  private static WebhookPlan plan(Policy... policies) {
    return WebhookPlan.of(
        REGISTRATION,
        "haetae",
        PolicyTable.of(List.of(policies), Carriers.SHIPPED),
        WebhookPlanTest::served);
  }

  private record Judging() implements Rule {
    @Override
    public void check(Resource subject, RuleContext context, Findings findings) {}
  }

  private static Policy policy(
      Subjects subjects, boolean mutate, Set<EnforcementPoint> points, Action... actions) {
    return new Policy(
        "p",
        RuleInfo.denies("judging", "Judges.", subjects, List.of(new Reason("Judged", "judged")))
            .repairing()
            .at(points.toArray(EnforcementPoint[]::new)),
        new Judging(),
        Set.of(actions),
        mutate,
        FailurePolicy.FAIL,
        MatchConstraints.EVERYTHING);
  }

  private static List<String> resources(List<Webhook> webhooks) {
    return webhooks.stream()
        .flatMap(webhook -> webhook.rules().stream())
        .flatMap(rule ->
            rule.getResources().stream()
                .map(resource ->
                    String.join(",", rule.getApiGroups())
                        + '/'
                        + String.join(",", rule.getApiVersions())
                        + '/'
                        + resource))
        .toList();
  }

  @Test
  @Tag(GoldenFile.TAG)
  void theShippedPackIsRegisteredLikeThis() throws Exception {
    WebhookPlan plan =
        WebhookPlan.of(
            REGISTRATION,
            "haetae",
            PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED),
            WebhookPlanTest::served);
    StringBuilder text = new StringBuilder();
    for (Webhook webhook : plan.validating()) {
      text.append(Serialization.asYaml(webhook.validating()));
    }
    for (Webhook webhook : plan.mutating()) {
      text.append(Serialization.asYaml(webhook.mutating()));
    }
    GoldenFile.compare(SHIPPED, text.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', Node",
    "'', Event",
    "events.k8s.io, Event",
    "coordination.k8s.io, Lease",
    "certificates.k8s.io, CertificateSigningRequest",
    "authentication.k8s.io, TokenReview",
    "authorization.k8s.io, SubjectAccessReview",
    "authorization.k8s.io, SelfSubjectAccessReview",
    "admissionregistration.k8s.io, ValidatingWebhookConfiguration",
    "haetae.dev, Policy"
  })
  void whatAClusterNeedsToLiveIsNeverReviewed(String group, String kind) {
    GroupKind never = new GroupKind(group, kind);
    Policy policy =
        policy(Subjects.of(never), false, Set.of(EnforcementPoint.VALIDATE), Action.DENY);

    WebhookPlan plan =
        WebhookPlan.of(
            REGISTRATION,
            "haetae",
            PolicyTable.of(List.of(policy), Carriers.SHIPPED),
            any -> new ServedKind(any, List.of("v1"), "x"));

    assertThat(plan.validating()).isEmpty();
    assertThat(WebhookPlan.isNever(never)).isTrue();
  }

  @Test
  void noRuleThatThereIsJudgesWhatIsNeverReviewed() {
    Stream<GroupKind> kinds =
        RuleCatalog.rules().stream()
            .filter(rule -> rule.points().contains(EnforcementPoint.VALIDATE))
            .flatMap(rule -> rule.subjects().kinds().stream());
    assertThat(kinds).noneMatch(WebhookPlan::isNever);
  }

  @Test
  void policiesThatRefuseAndThoseThatAdviseHaveWebhooksOfTheirOwn() {
    WebhookPlan plan =
        plan(
            policy(
                Subjects.of(GroupKind.SERVICE),
                false,
                Set.of(EnforcementPoint.VALIDATE),
                Action.DENY),
            policy(
                Subjects.of(GroupKind.POD), false, Set.of(EnforcementPoint.VALIDATE), Action.WARN));

    assertThat(plan.mutating()).isEmpty();
    assertThat(resources(plan.validating()))
        .containsExactly(
            "/v1/services", "/v1/pods", "/v1/pods/ephemeralcontainers", "/v1/pods/resize");
    assertThat(plan.validating())
        .extracting(Webhook::name, Webhook::failurePolicy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("deny.haetae.dev", "Fail"),
            org.assertj.core.groups.Tuple.tuple("advice.haetae.dev", "Ignore"));
  }

  @Test
  void rulesOfTheCommandLineNeedNoWebhook() {
    WebhookPlan plan =
        plan(
            policy(
                Subjects.EVERYTHING,
                true,
                Set.of(EnforcementPoint.CHECK),
                Action.DENY,
                Action.WARN));

    assertThat(plan.validating()).isEmpty();
    assertThat(plan.mutating()).isEmpty();
  }

  @Test
  void repairsAreMadeToPodsAndNotToWhatMakesThem() {
    Set<EnforcementPoint> points = Set.of(EnforcementPoint.MUTATE, EnforcementPoint.VALIDATE);

    assertThat(
            resources(plan(policy(Subjects.carriersAnd(), true, points, Action.DENY)).mutating()))
        .containsExactly("/v1/pods");
    assertThat(plan(policy(Subjects.carriersAnd(), false, points, Action.DENY)).mutating())
        .isEmpty();
  }

  @Test
  void aKindIsReviewedInAllVersionsOnceItIsServed() {
    WebhookPlan plan =
        plan(policy(Subjects.carriersAnd(), false, Set.of(EnforcementPoint.VALIDATE), Action.DENY));

    assertThat(resources(plan.validating()))
        .contains("jobset.x-k8s.io/v1alpha2,v1alpha1/jobsets", "batch/v1/cronjobs")
        .noneMatch(resource -> resource.contains("argoproj"));
  }

  @Test
  void scalesAreReviewedOnlyWhenSomeRuleJudgesThem() {
    Policy scales =
        policy(
            Subjects.of(new GroupKind("autoscaling", "Scale")),
            false,
            Set.of(EnforcementPoint.VALIDATE),
            Action.DENY);

    assertThat(resources(plan(scales).validating()))
        .containsExactly(
            "/v1/replicationcontrollers/scale",
            "apps/v1/deployments/scale",
            "apps/v1/replicasets/scale",
            "apps/v1/statefulsets/scale");
  }

  @Test
  void whatComesToAPodPastThePodIsReviewedOnlyWhereItHandsOutDevices() {
    WebhookPlan plan =
        plan(
            policy(
                Subjects.of(GroupKind.BINDING),
                false,
                Set.of(EnforcementPoint.VALIDATE),
                Action.DENY),
            policy(
                Subjects.of(GroupKind.POD), false, Set.of(EnforcementPoint.VALIDATE), Action.WARN));

    assertThat(resources(plan.validating().subList(0, 1)))
        .containsExactly("/v1/bindings", "/v1/pods/binding", "/v1/pods/status");
    assertThat(plan.validating().getFirst().matchConditions()).hasSize(1);
    assertThat(plan.validating().get(1).matchConditions()).isEmpty();
  }

  private static Policy leavingAgentsOut(Policy policy) {
    return new Policy(
        policy.name(),
        policy.info(),
        policy.rule(),
        policy.actions(),
        policy.mutate(),
        policy.failurePolicy(),
        new MatchConstraints(
            LabelSelector.EVERYTHING,
            LabelSelector.EVERYTHING,
            Set.of(),
            true,
            List.of(),
            List.of()));
  }

  private static List<String> leftOut(Webhook webhook) {
    return webhook.namespaceSelector().getMatchExpressions().getFirst().getValues();
  }

  @Test
  void agentsAreLeftOutWhereAllPoliciesLeaveThemOut() {
    Policy denying =
        leavingAgentsOut(
            policy(
                Subjects.carriersAnd(),
                true,
                Set.of(EnforcementPoint.VALIDATE, EnforcementPoint.MUTATE),
                Action.DENY));
    Policy ofVolumes =
        policy(
            Subjects.of(GroupKind.PERSISTENT_VOLUME),
            false,
            Set.of(EnforcementPoint.VALIDATE),
            Action.DENY);
    Policy advising =
        policy(Subjects.carriersAnd(), false, Set.of(EnforcementPoint.VALIDATE), Action.WARN);
    Policy later = policy(Subjects.EVERYTHING, false, Set.of(EnforcementPoint.CHECK), Action.DENY);

    WebhookPlan plan = plan(denying, ofVolumes, advising, later);

    assertThat(leftOut(plan.validating().get(0))).contains("kube-flannel", "haetae", "kube-system");
    assertThat(leftOut(plan.mutating().getFirst())).contains("kube-flannel");
    assertThat(leftOut(plan.validating().get(1)))
        .as("a policy of this webhook judges agents too")
        .containsExactly("haetae", "kube-system");
  }

  @Test
  void theConfiguredListIsLeftOut() {
    Policy denying =
        leavingAgentsOut(
            policy(Subjects.carriersAnd(), false, Set.of(EnforcementPoint.VALIDATE), Action.DENY));
    WebhookPlan plan =
        WebhookPlan.of(
            REGISTRATION,
            "haetae",
            PolicyTable.of(
                List.of(denying),
                Carriers.SHIPPED,
                AgentNamespaces.SHIPPED.without(List.of("monitoring")).and(List.of("edge-cni"))),
            WebhookPlanTest::served);
    assertThat(leftOut(plan.validating().getFirst()))
        .contains("edge-cni", "kube-flannel")
        .doesNotContain("monitoring");
  }

  @Test
  void aServerOutsideTheClusterIsCalledByItsUrl() {
    WebhookPlan plan =
        WebhookPlan.of(
            registration(new Registration.UrlTarget(URI.create("https://10.0.0.5:8443/"))),
            "haetae",
            PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED),
            WebhookPlanTest::served);

    assertThat(plan.validating().getFirst().clientConfig().getUrl())
        .isEqualTo("https://10.0.0.5:8443/validate/deny");
    assertThat(plan.validating().getFirst().clientConfig().getService()).isNull();
  }

  private static Policy own(String spec) {
    PolicyReader reader =
        new PolicyReader()
            .read(
                ("{apiVersion: haetae.dev/v1alpha1, kind: Policy, metadata: {name: own}, spec: {"
                        + spec
                        + "}}")
                    .getBytes(UTF_8),
                "own.yaml");
    assertThat(reader.problems()).isEmpty();
    return reader.policies().getFirst();
  }

  @Test
  void theResourcesOfAnOwnPolicyAreRegisteredAlsoWhereTheirKindIsNotKnown() {
    WebhookPlan plan =
        plan(
            own(
                """
                matchConstraints: {resourceRules: [
                  {apiGroups: [example.com], apiVersions: [v1, v2], resources: [widgets]},
                  {apiGroups: [coordination.k8s.io], resources: [leases]},
                  {apiGroups: [''], resources: [nodes/status, '*/scale']}]},
                validations: [{expression: 'true'}]
                """));
    assertThat(resources(plan.validating()))
        .contains("example.com/v1,v2/widgets", "/v1/services")
        .noneMatch(resource -> resource.contains("leases") || resource.contains("nodes"));
    assertThat(plan.mutating()).isEmpty();
  }

  @Test
  void allResourcesOfAGroupAreRegisteredButNoneThatIsNeverReviewed() {
    WebhookPlan plan =
        plan(
            own(
                """
                matchConstraints: {resourceRules: [
                  {apiGroups: [x.example], resources: ['*']},
                  {apiGroups: [x.example], resources: [widgets, 'widgets/*', widgets/status]},
                  {apiGroups: [y.example], resources: [gadgets, '*/*', '*']},
                  {apiGroups: [coordination.k8s.io, events.k8s.io, ''], resources: ['*', '*/*']},
                  {apiGroups: [events.k8s.io], resources: [events]}]},
                validations: [{expression: 'true'}]
                """));
    assertThat(resources(plan.validating()))
        .contains("x.example/*/*", "x.example/*/widgets/*", "y.example/*/*/*")
        .doesNotContain("x.example/*/widgets", "x.example/*/widgets/status", "y.example/*/gadgets")
        .noneMatch(resource ->
            resource.contains("coordination")
                || resource.contains("events")
                || resource.startsWith("/*/*"));
  }

  @Test
  void theKindsOfAnOwnPolicyAreRegisteredAndNoOthers() {
    String rules =
        "matchConstraints: {resourceRules: [{apiGroups: [''], resources: [configmaps]}]}";
    assertThat(resources(plan(own(rules + ", validations: [{expression: 'true'}]")).validating()))
        .containsExactly("/v1/configmaps");
    assertThat(
            resources(
                plan(own(
                        rules.replace("configmaps", "limitranges")
                            + ", validations: [{expression: 'true'}]"))
                    .validating()))
        .containsExactly("/*/limitranges");
    String mutations =
        ", mutations: [{patchType: JSONPatch, jsonPatch: {expression: \"[JSONPatch{op: 'remove',"
            + " path: '/data'}]\"}}]";
    assertThat(resources(plan(own(rules + mutations)).mutating()))
        .containsExactly("/v1/configmaps");
  }
}
