package dev.haetae.cluster.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.cluster.client.Extent;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.configuration.AuditSettings;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ReportSettings;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class PolicyStoreTest {
  private static final List<Policy> SHIPPED =
      ShippedPolicies.load(List.of("no-host-path", "gpu-limits"));

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private Configuration configuration = Configuration.DEFAULT;
  private final PolicyStore store = new PolicyStore(SHIPPED, () -> configuration, () -> now);
  private final KindWatch.Memory policies = store.memory(PolicyKind.POLICY);
  private final KindWatch.Memory exceptions = store.memory(PolicyKind.POLICY_EXCEPTION);

  private static Resource object(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(yaml.getBytes(UTF_8), "", "default", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources().getFirst();
  }

  private static Resource policy(String name, int generation, String spec, String status) {
    return object(
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: %s, generation: %d}
        spec: {%s}
        status: %s
        """
            .formatted(name, generation, spec, status));
  }

  private static Resource policy(String name, int generation, String spec) {
    return policy(name, generation, spec, "{}");
  }

  private static Resource exception(String spec) {
    return object(
        """
        apiVersion: haetae.dev/v1alpha1
        kind: PolicyException
        metadata: {name: agents, namespace: platform, generation: 1}
        spec: {%s}
        """
            .formatted(spec));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    store.settle();
  }

  private List<String> names() {
    return store.evaluator().table().policies().stream().map(Policy::name).toList();
  }

  private List<String> actions() {
    return store.evaluator().table().policies().stream()
        .map(policy -> policy.name() + ' ' + policy.action().word())
        .toList();
  }

  private WrittenStatus status(int index) {
    return store.statuses().get(index);
  }

  private void sync(Resource... resources) {
    for (Resource resource : resources) {
      put(policies, resource);
    }
    policies.retain(
        Set.of(
            Arrays.stream(resources)
                .map(resource -> "/" + resource.name())
                .toArray(String[]::new)));
    exceptions.retain(Set.of());
  }

  private static void put(KindWatch.Memory memory, Resource resource) {
    assertThat(memory.put(resource, new Extent(100, false))).isEmpty();
  }

  /** A policy that cannot be read is not gone: what was in force of it stays. */
  @Test
  void whatCannotBeReadLeavesTheLastGoodVersionInForce() {
    sync(policy("mine", 3, "rule: no-host-path"));
    policies.unreadable("", "mine", "nests deeper than 128 levels");
    assertThat(actions()).containsExactly("mine Deny");
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.LAST_GOOD));
    assertThat(status(0).message())
        .isEqualTo("cannot be read: nests deeper than 128 levels; generation 3 stays in force");

    put(policies, policy("mine", 3, "rule: no-host-path"));
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.WRITTEN));

    policies.unreadable("", "other", "is too large");
    assertThat(actions()).containsExactly("mine Deny");
    assertThat(status(1).message())
        .isEqualTo("cannot be read: is too large; nothing is judged by it");
    put(policies, policy("other", 1, "rule: gpu-limits"));
    assertThat(names()).containsExactly("mine", "other");
  }

  /** An exception that cannot be read waives nothing, until it can. */
  @Test
  void anExceptionThatCannotBeReadIsNotHonoured() {
    sync(policy("mine", 1, "rule: no-host-path"));
    exceptions.unreadable("platform", "agents", "is too large");
    assertThat(status(1).reason()).isEqualTo("Invalid");
    assertThat(status(1).message()).isEqualTo("cannot be read: is too large");
    put(exceptions, exception("policies: [mine], match: {names: [x]}, reason: r"));
    assertThat(status(1).reason()).isEqualTo("NamespaceNotListed");
    exceptions.unreadable("platform", "agents", "is too large");
    assertThat(status(1).reason()).isEqualTo("Invalid");
    put(exceptions, exception("policies: [mine], match: {names: [x]}, reason: r"));
    assertThat(status(1).reason()).isEqualTo("NamespaceNotListed");
  }

  /** A key is any text: it must not begin a line of its own in the log. */
  @Test
  void whatIsWrongIsToldOnOneLine() {
    Logger log = (Logger) LoggerFactory.getLogger(PolicyStore.class.getPackageName());
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    sync(policy("broken", 1, "rule: no-host-path, parameters: {\"allowed\\nPaths\": 1}"));
    put(exceptions, exception("\"rea\\nson\": x"));
    log.detachAppender(told);

    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("spec.parameters[allowed\\u000aPaths] is unknown"))
        .anyMatch(line -> line.contains("spec[rea\\u000ason] is unknown"))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void theShippedPoliciesHoldUntilTheClustersAreRead() {
    assertThat(store.isListed(PolicyKind.POLICY)).isFalse();
    assertThat(store.isListed(PolicyKind.POLICY_EXCEPTION)).isFalse();
    assertThat(store.isAbsent(PolicyKind.POLICY)).isFalse();
    put(policies, policy("mine", 1, "rule: no-host-path"));
    assertThat(names()).containsExactly("gpu-limits", "no-host-path");
    assertThat(store.isShipped()).isTrue();

    policies.retain(Set.of("/mine"));
    exceptions.retain(Set.of());

    assertThat(names()).containsExactly("mine");
    assertThat(store.isListed(PolicyKind.POLICY)).isTrue();
    assertThat(store.isListed(PolicyKind.POLICY_EXCEPTION)).isTrue();
    assertThat(store.isShipped()).isFalse();
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.WRITTEN));
  }

  @Test
  void withoutTheKindTheShippedPoliciesHoldAndTheServerIsReady() {
    policies.absent();
    exceptions.absent();

    assertThat(names()).containsExactly("gpu-limits", "no-host-path");
    assertThat(store.isAbsent(PolicyKind.POLICY)).isTrue();
    assertThat(store.isAbsent(PolicyKind.POLICY_EXCEPTION)).isTrue();
    assertThat(store.isShipped()).isTrue();
    assertThat(store.versions()).isEmpty();
    assertThat(store.statuses()).isEmpty();
  }

  @Test
  void aKindWithoutObjectsJudgesNothing() {
    sync();
    assertThat(names()).isEmpty();
    assertThat(store.isShipped()).isFalse();
  }

  @Test
  void aChangeHoldsAtOnce() {
    sync(policy("mine", 1, "rule: no-host-path"));
    put(policies, policy("mine", 2, "rule: no-host-path, validationActions: [Warn]"));
    assertThat(actions()).containsExactly("mine Warn");
    assertThat(status(0).generation()).isEqualTo(2);
    assertThat(status(0).message()).isEqualTo("in force as it is written");
  }

  @Test
  void whatAStatusTellsOfOneOfManyIsInForce() {
    sync(many());
    put(policies, policy("p007", 2, "rule: no-host-path, validationActions: [Warn]"));
    assertThat(status(7).generation()).isEqualTo(2);
    assertThat(actions()).contains("p007 Warn");
  }

  private static Resource[] many() {
    Resource[] many = new Resource[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = policy("p%03d".formatted(i), 1, "rule: no-host-path");
    }
    return many;
  }

  @Test
  void editsOfManyPoliciesHoldTogether() {
    Resource[] many = many();
    sync(many);
    Evaluator before = store.evaluator();
    for (int i = 0; i < many.length; i++) {
      put(
          policies,
          policy("p%03d".formatted(i), 2, "rule: no-host-path, validationActions: [Warn]"));
    }
    assertThat(store.evaluator()).isSameAs(before);

    store.settle();
    assertThat(actions()).hasSize(101).allMatch(action -> action.endsWith(" Warn"));
    Evaluator after = store.evaluator();
    store.settle();
    assertThat(store.evaluator()).isSameAs(after);
  }

  @Test
  void aPolicyWhoseExpressionsTakeTooMuchIsInForceAndTriedWithoutTheLock() {
    String costly =
        "{expression: 'lists.range(250).all(a, lists.range(250).all(b, a + b >= -%d)) &&"
            + " object.kind != \"Pod\"'}";
    String validations =
        IntStream.range(0, 16).mapToObj(costly::formatted).collect(Collectors.joining(", "));
    List<Boolean> locked = new ArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            locked.add(Thread.holdsLock(store));
          }
        };
    Logger logger = (Logger) LoggerFactory.getLogger(Preparation.class);
    appender.start();
    logger.addAppender(appender);
    try {
      sync(policy("mine", 1, "validations: [" + validations + "]"));
    } finally {
      logger.detachAppender(appender);
    }
    assertThat(names()).containsExactly("mine");
    assertThat(locked).containsExactly(false);
  }

  @Test
  void aStatusSaysOfWhatTheWebhooksAreNotAsked() {
    String spec =
        "matchConstraints: {resourceRules: [{apiGroups: ['%s'], resources: ['*']}]},"
            + " validations: [{expression: 'true'}]";
    sync(
        policy("core", 1, spec.formatted("")),
        policy("every", 1, spec.formatted("*")),
        policy("one", 1, spec.formatted("x.example")));
    String told =
        "in force as it is written; of the resources that * stands for, the webhooks are asked"
            + " about those of the kinds that Haetae knows: name their groups";
    assertThat(status(0).message()).isEqualTo(told);
    assertThat(status(1).message()).isEqualTo(told);
    assertThat(status(2).message()).isEqualTo("in force as it is written");
  }

  @Test
  void aStatusIsNoChange() {
    sync(policy("mine", 1, "rule: no-host-path"));
    var before = store.evaluator();
    put(policies, policy("mine", 1, "rule: no-host-path", "{observedGeneration: 1}"));
    assertThat(store.evaluator()).isSameAs(before);
  }

  @Test
  void aBrokenEditKeepsTheLastGoodOne() {
    sync(policy("mine", 3, "rule: no-host-path, validationActions: [Warn]"));
    put(policies, policy("mine", 4, "rule: no-host-path, parameters: {a: 1, b: 2}"));

    assertThat(actions()).containsExactly("mine Warn");
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.LAST_GOOD));
    assertThat(status(0).holds()).isFalse();
    assertThat(status(0).reason()).isEqualTo("CannotBeCompiled");
    assertThat(status(0).message())
        .isEqualTo(
            "spec.parameters.a is unknown; known are allowedPaths; spec.parameters.b is unknown;"
                + " known are allowedPaths; generation 3 stays in force");
    assertThat(status(0).value())
        .isEqualTo("{\"rule\":\"no-host-path\",\"validationActions\":[\"Warn\"]}");

    put(policies, policy("mine", 5, "rule: no-host-path"));

    assertThat(actions()).containsExactly("mine Deny");
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.WRITTEN));
    assertThat(status(0).value()).isEmpty();
  }

  @Test
  void theLastGoodOneOutlivesTheProcess() {
    sync(
        policy(
            "mine",
            4,
            "rule: unheard-of",
            "{lastGood: '{\"rule\":\"no-host-path\",\"validationActions\":[\"Warn\"]}'}"));
    assertThat(actions()).containsExactly("mine Warn");
    assertThat(status(0).message())
        .isEqualTo(
            "spec.rule names no rule: \"unheard-of\"; 'haetae rules' lists them; the last good"
                + " version stays in force");
    assertThat(status(0).value())
        .isEqualTo("{\"rule\":\"no-host-path\",\"validationActions\":[\"Warn\"]}");
  }

  @Test
  void aPolicyThatWasNeverGoodJudgesNothingAndIsTold() {
    sync(
        policy("broken", 1, "rule: unheard-of", "{lastGood: 'no JSON'}"),
        policy("mine", 1, "rule: no-host-path"));
    assertThat(names()).containsExactly("mine");
    assertThat(status(0).message())
        .isEqualTo(
            "spec.rule names no rule: \"unheard-of\"; 'haetae rules' lists them; nothing is judged"
                + " by it");
    assertThat(status(0).value()).isEmpty();
  }

  @Test
  void theShippedPolicyJudgesInThePlaceOfOneThatWasNeverGood() {
    sync(policy("mine", 1, "rule: no-host-path, parameters: {allowedPath: []}"));

    assertThat(actions()).containsExactly("mine Deny");
    assertThat(isDenied()).isTrue();
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.SHIPPED));
    String told =
        "spec.parameters.allowedPath is unknown; known are allowedPaths; the shipped policy"
            + " no-host-path judges in its place, with what can be read of this one but its"
            + " parameters";
    assertThat(status(0).holds()).isFalse();
    assertThat(status(0).message()).isEqualTo(told);
    assertThat(status(0).value()).as("no version of it was good").isEmpty();
    assertThat(store.uncompiled()).containsExactly("policy mine cannot be compiled: " + told);

    put(policies, policy("mine", 2, "rule: no-host-path, validationActions: [Warn]"));
    assertThat(actions()).containsExactly("mine Warn");
    assertThat(store.uncompiled()).isEmpty();

    put(policies, policy("mine", 3, "rule: no-host-path, parameters: {allowedPath: []}"));
    assertThat(actions()).as("a version was good by then").containsExactly("mine Warn");
    assertThat(store.versions()).isEqualTo(Map.of("mine", PolicyEntry.Version.LAST_GOOD));
  }

  @Test
  void whatCanBeReadOfABrokenPolicyHolds() {
    String broken = "rule: no-host-path, parameters: {x: 1}, ";
    sync(
        policy("a", 1, broken + "validationActions: [Warn]"),
        policy("b", 1, broken + "matchConstraints: {excludeNamespaces: [team-a]}"),
        policy("c", 1, broken + "validationActions: [Deny, Warn], failurePolicy: Never"),
        policy("d", 1, broken + "mutate: true, matchConstraints: {namespaces: [x]}"));

    assertThat(actions()).containsExactly("a Warn", "b Deny", "c Deny", "d Deny");
    assertThat(deniedBy(hostPath("team-a"))).containsExactly("c", "d");
    assertThat(deniedBy(hostPath("team"))).containsExactly("b", "c", "d");
    // What cannot be read is the shipped policy's.
    assertThat(deniedBy(hostPath("kube-system"))).containsExactly("b");
    assertThat(store.evaluator().table().policies()).noneMatch(Policy::mutate);
  }

  @Test
  void aBrokenPolicyOfAnUnknownRuleIsKnownByItsName() {
    sync(
        policy("gpu-limits", 1, "rule: gpu-limit"),
        policy("no-host-path", 1, "parameters: {}"),
        policy("mine", 1, "rule: no-inline-nfs, parameters: {x: 1}"));

    assertThat(actions()).containsExactly("gpu-limits Deny", "no-host-path Deny");
    assertThat(store.versions())
        .as("the pack of this test has no such rule")
        .containsEntry("mine", PolicyEntry.Version.NONE);
    assertThat(store.uncompiled())
        .hasSize(3)
        .anyMatch(told -> told.endsWith("; nothing is judged by it"));
  }

  @Test
  void anExceptionFromABrokenPolicyHolds() {
    configuration =
        new Configuration(
            Carriers.SHIPPED,
            AgentNamespaces.SHIPPED,
            List.of("platform"),
            Duration.ofSeconds(60),
            null,
            null,
            "haetae",
            AuditSettings.DEFAULT,
            ReportSettings.DEFAULT);
    sync(policy("mine", 1, "rule: no-host-path, parameters: {x: 1}"));
    assertThat(isDenied()).isTrue();
    put(exceptions, exception("policies: [mine], match: {namespaces: [team-a]}, reason: agents"));
    assertThat(isDenied()).isFalse();
    assertThat(status(1).holds()).isTrue();
  }

  private List<String> deniedBy(Review review) {
    return store.evaluator().evaluate(review, InventorySnapshot.OPEN).findings().stream()
        .filter(finding -> finding.action() == Action.DENY)
        .map(Finding::policy)
        .toList();
  }

  @Test
  void aPolicyThatIsDeletedIsGoneWithinASecond() {
    sync(policy("mine", 1, "rule: no-host-path"), policy("other", 1, "rule: gpu-limits"));
    policies.remove("", "mine");
    pass(Duration.ofMillis(500));
    assertThat(names()).containsExactly("other");
  }

  @Test
  void aPolicyThatIsReplacedAtOnceIsNeverGone() {
    sync(policy("mine", 1, "rule: no-host-path"), policy("other", 1, "rule: gpu-limits"));
    policies.remove("", "mine");
    put(policies, policy("mine", 1, "rule: no-host-path, validationActions: [Warn]"));
    pass(Duration.ofSeconds(5));
    assertThat(actions()).containsExactly("mine Warn", "other Deny");
  }

  @Test
  void whatAListHoldsNoMoreIsGone() {
    sync(policy("mine", 1, "rule: no-host-path"), policy("other", 1, "rule: gpu-limits"));
    policies.retain(Set.of("/other"));
    pass(Duration.ofMillis(500));
    assertThat(names()).containsExactly("other");
  }

  @Test
  void theLastPolicyIsGoneWhenTheKindTurnsOutToStay() {
    sync(policy("mine", 1, "rule: no-host-path"));
    policies.remove("", "mine");
    pass(Duration.ofSeconds(1));
    assertThat(names()).containsExactly("mine");
    pass(Duration.ofSeconds(2));
    assertThat(names()).isEmpty();
  }

  @Test
  void aKindThatIsDeletedGivesWayToTheShippedPoliciesWithoutAGap() {
    sync(policy("mine", 1, "rule: no-host-path"), policy("other", 1, "rule: gpu-limits"));
    policies.remove("", "mine");
    policies.remove("", "other");
    pass(Duration.ofMillis(900));
    policies.absent();
    assertThat(names()).containsExactly("mine", "other");
    pass(Duration.ofSeconds(1));
    assertThat(names()).containsExactly("gpu-limits", "no-host-path");
    assertThat(store.isShipped()).isTrue();

    sync(policy("mine", 1, "rule: no-host-path"));
    assertThat(names()).containsExactly("mine");
  }

  @Test
  void aKindThatIsMissedForAMomentStays() {
    sync(policy("mine", 1, "rule: no-host-path"));
    policies.absent();
    pass(Duration.ofMillis(500));
    policies.retain(Set.of("/mine"));
    pass(Duration.ofSeconds(5));
    assertThat(names()).containsExactly("mine");
  }

  private static Review hostPath(String namespace) {
    return Review.create(
        object(
            "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: "
                + namespace
                + "}, spec: {volumes: [{name: h, hostPath: {path: /}}]}}"),
        EnforcementPoint.VALIDATE);
  }

  private boolean isDenied() {
    return store.evaluator().evaluate(hostPath("team-a"), InventorySnapshot.OPEN).isDenied();
  }

  @Test
  void anExceptionHoldsOnceItsNamespaceIsListed() {
    sync(policy("mine", 1, "rule: no-host-path"));
    put(
        exceptions,
        exception("policies: [mine, his], match: {namespaces: [team-a]}, reason: agents"));
    assertThat(isDenied()).isTrue();
    assertThat(status(1).reason()).isEqualTo("NamespaceNotListed");
    assertThat(status(1).message())
        .isEqualTo(
            "exceptions of namespace platform are not honoured: exceptions.namespaces of the"
                + " configuration does not list it; there is no policy his");

    configuration =
        new Configuration(
            Carriers.SHIPPED,
            AgentNamespaces.SHIPPED,
            List.of("platform"),
            Duration.ofSeconds(60),
            null,
            null,
            "haetae",
            AuditSettings.DEFAULT,
            ReportSettings.DEFAULT);
    store.rebuild();

    assertThat(isDenied()).isFalse();
    assertThat(status(1).holds()).isTrue();
    assertThat(status(1).message()).isEqualTo("holds; there is no policy his");
    assertThat(status(1).value()).isEqualTo("2026-06-01T12:00:00Z");

    exceptions.remove("platform", "agents");
    assertThat(isDenied()).isTrue();
  }

  @Test
  void anExceptionEndsByItselfAndAWrongOneDoesNotHold() {
    configuration =
        new Configuration(
            Carriers.SHIPPED,
            AgentNamespaces.SHIPPED,
            List.of("platform"),
            Duration.ofSeconds(60),
            null,
            null,
            "haetae",
            AuditSettings.DEFAULT,
            ReportSettings.DEFAULT);
    sync(policy("mine", 1, "rule: no-host-path"));
    String match = "policies: [mine], match: {namespaces: [team-a]}, reason: agents";
    put(exceptions, exception(match + ", expires: 2026-06-01"));
    assertThat(isDenied()).isFalse();
    assertThat(status(1).message()).isEqualTo("holds until 2026-06-01");

    now = Instant.parse("2026-06-02T00:00:00Z");
    assertThat(isDenied()).isTrue();
    assertThat(status(1).reason()).isEqualTo("Expired");
    assertThat(status(1).message()).isEqualTo("expired: 2026-06-01");
    assertThat(status(1).value()).isEqualTo("2026-06-01T12:00:00Z");

    put(exceptions, exception(match + ", expires: never, until: x"));
    assertThat(isDenied()).isTrue();
    assertThat(status(1).reason()).isEqualTo("Invalid");
    assertThat(status(1).message())
        .isEqualTo(
            "spec.expires must be the last day, 2027-01-31, or the instant of the end,"
                + " 2027-01-31T18:00:00Z, not \"never\"; spec.until is unknown; known are expires,"
                + " match, policies, reason");
  }

  @Test
  void aStatusIsWrittenOnceAndTheConditionKeepsItsTime() {
    sync(policy("mine", 2, "rule: no-host-path"));
    ObjectValue patch = status(0).patch(now);
    assertThat(patch).isNotNull();
    assertThat(JsonWriter.toText(patch))
        .isEqualTo(
            """
            {"status":{"observedGeneration":2,"conditions":[{"type":"Compiled",\
            "status":"True","observedGeneration":2,"lastTransitionTime":\
            "2026-06-01T12:00:00Z","reason":"Compiled","message":"in force as it \
            is written"}],"lastGood":null}}\
            """);

    put(policies, policy("mine", 2, "rule: no-host-path", JsonWriter.toText(patch.get("status"))));
    assertThat(status(0).patch(now.plusSeconds(9))).isNull();

    put(
        policies,
        policy(
            "mine",
            3,
            "rule: no-host-path, validationActions: [Warn]",
            JsonWriter.toText(patch.get("status"))));
    assertThat(String.valueOf(status(0).patch(now.plusSeconds(9))))
        .contains("\"lastTransitionTime\":\"2026-06-01T12:00:00Z\"")
        .contains("\"observedGeneration\":3");
  }
}
