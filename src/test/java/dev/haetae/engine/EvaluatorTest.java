package dev.haetae.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final Reason BAD = new Reason("BadVolume", "a volume is bad");
  private static final Reason LATE = new Reason("NoGrace", "there is no grace period");
  private static final Inventory WORLD = InventorySnapshot.OPEN;

  /** Finds fault with hostPath volumes, adds a grace period, doubts volumes called unknown. */
  private record VolumeRule() implements Rule {
    static final RuleInfo INFO =
        RuleInfo.denies(
                "volume-rule", "a rule for tests", Subjects.carriersAnd(), List.of(BAD, LATE))
            .repairing();

    @Override
    public void check(Resource subject, RuleContext context, Findings findings) {
      for (PodView pod : subject.pods()) {
        for (VolumeView volume : pod.volumes()) {
          if (volume.has("hostPath")) {
            findings.violation(
                BAD, volume.view().path("hostPath"), Sentence.of("is bad").instead("drop it"));
          }
          if (volume.name().equals("unknown")) {
            findings.undecided(BAD, volume.view().path("name"), Sentence.of("is not known"));
          }
          if (volume.name().equals("broken")) {
            throw new IllegalStateException("broken on purpose");
          }
        }
        ObjectView spec = pod.spec();
        if (spec.has("grace") && spec.integer("grace", 0) == 0) {
          findings.violation(
              LATE,
              spec.path("grace"),
              Sentence.of("is 0").instead("write 30"),
              List.of(PatchOperation.replace(spec.path("grace"), NumberValue.of(30))));
        }
      }
    }
  }

  private static Policy policy(Set<Action> actions, boolean mutate, FailurePolicy failure) {
    return policy(actions, mutate, failure, MatchConstraints.EVERYTHING);
  }

  private static Policy policy(
      Set<Action> actions, boolean mutate, FailurePolicy failure, MatchConstraints match) {
    return new Policy(
        "volumes", VolumeRule.INFO, new VolumeRule(), actions, mutate, failure, match);
  }

  private static final Policy DENY = policy(Set.of(Action.DENY), false, FailurePolicy.FAIL);

  private static Evaluator evaluator(Policy policy) {
    return new Evaluator(
        PolicyTable.of(List.of(policy), Carriers.SHIPPED),
        InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")));
  }

  private static Verdict judge(Policy policy, Review review) {
    return evaluator(policy).evaluate(review, WORLD);
  }

  private static Resource pod(String metadata, String spec) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            ("{apiVersion: v1, kind: Pod, metadata: {name: a, "
                    + metadata
                    + "}, spec: {"
                    + spec
                    + "}}")
                .getBytes(UTF_8),
            "test",
            "default",
            Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources().getFirst();
  }

  private static String volumes(String... names) {
    StringBuilder out = new StringBuilder("volumes: [");
    for (String name : names) {
      String source = name.startsWith("host") ? "hostPath: {path: /" + name + "}" : "emptyDir: {}";
      out.append("{name: ").append(name).append(", ").append(source).append("},");
    }
    return out.append("]").toString();
  }

  private static Review create(String metadata, String spec) {
    return Review.create(pod(metadata, spec), EnforcementPoint.VALIDATE);
  }

  private static Review update(Resource old, Resource object) {
    return Review.update(object, old, EnforcementPoint.VALIDATE);
  }

  @Test
  void allowsWhatNoPolicyJudges() {
    Resource service =
        ManifestReader.read(
                "{apiVersion: v1, kind: Service}".getBytes(UTF_8), "x", "", Limits.FILES)
            .resources()
            .getFirst();
    assertThat(judge(DENY, Review.create(service, EnforcementPoint.VALIDATE)).isClean()).isTrue();
  }

  @Test
  void deniesAViolationWithEverythingAboutIt() {
    Verdict verdict = judge(DENY, create("", volumes("scratch", "host1")));
    assertThat(verdict.isDenied()).isTrue();
    Finding finding = verdict.findings().getFirst();
    assertThat(finding.policy()).isEqualTo("volumes");
    assertThat(finding.rule()).isEqualTo("volume-rule");
    assertThat(finding.reason()).isEqualTo("BadVolume");
    assertThat(finding.path()).hasToString("spec.volumes[1].hostPath");
  }

  @Test
  void onlyWarnsWhenThePolicySaysSo() {
    Policy warn = policy(Set.of(Action.WARN, Action.AUDIT), false, FailurePolicy.FAIL);
    Verdict verdict = judge(warn, create("", volumes("host1")));
    assertThat(verdict.isDenied()).isFalse();
    assertThat(verdict.findings().getFirst().action()).isEqualTo(Action.WARN);
    assertThat(verdict.findings().getFirst().audited()).isTrue();
  }

  @Test
  void forgivesWhatWasThereBefore() {
    Resource old = pod("", volumes("host1", "scratch"));
    Verdict relabelled =
        judge(DENY, update(old, pod("labels: {a: b}", volumes("host1", "scratch"))));
    assertThat(relabelled.isDenied()).isFalse();
    assertThat(relabelled.findings()).extracting(Finding::action).containsExactly(Action.WARN);
    Verdict moved = judge(DENY, update(old, pod("", volumes("scratch", "host1"))));
    assertThat(moved.isDenied()).as("the same volume at another index").isFalse();
  }

  @Test
  void deniesWhatIsNew() {
    Resource old = pod("", volumes("host1"));
    assertThat(judge(DENY, update(old, pod("", volumes("host1", "host2")))).findings())
        .extracting(Finding::action)
        .containsExactly(Action.WARN, Action.DENY);
    assertThat(judge(DENY, update(old, pod("", volumes("host1", "host1")))).findings())
        .as("a second one just like the first")
        .extracting(Finding::action)
        .containsExactly(Action.WARN, Action.DENY);
    assertThat(judge(DENY, update(old, pod("", volumes("host2")))).isDenied())
        .as("another path in its place")
        .isTrue();
    assertThat(
            judge(
                    DENY,
                    new Review(
                        pod("", volumes("host1")),
                        null,
                        Operation.UPDATE,
                        EnforcementPoint.VALIDATE,
                        ""))
                .isDenied())
        .as("the old object is not known")
        .isTrue();
  }

  @Test
  void letsFinalizersGo() {
    String dying = "deletionTimestamp: '2026-01-01T00:00:00Z'";
    Resource old = pod(dying + ", finalizers: [a/b]", volumes("host1"));
    assertThat(judge(DENY, update(old, pod(dying, volumes("host1")))).findings()).isEmpty();
    assertThat(judge(DENY, update(old, pod(dying, volumes("host1", "host2")))).isDenied())
        .as("a dying object may not be changed past the rules (CVE-2023-34091)")
        .isTrue();
    assertThat(judge(DENY, create(dying, volumes("host1"))).isDenied()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec", "eviction"})
  void passesOverSubresourcesWithoutASpec(String subresource) {
    Review review =
        new Review(
            pod("", volumes("host1")),
            null,
            Operation.UPDATE,
            EnforcementPoint.VALIDATE,
            subresource);
    assertThat(judge(DENY, review).isClean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"annotations", "labels"})
  void judgesWhatAStatusOrATerminatingObjectBringsInItsMetadata(String field) {
    String dying = "deletionTimestamp: '2026-01-01T00:00:00Z', ";
    for (String state : List.of("", dying)) {
      String subresource = state.isEmpty() ? "status" : "";
      Resource old = pod(state + field + ": {a: b, c: d}", volumes("host1"));
      Resource fewer = pod(state + field + ": {a: b}", volumes("host1"));
      Resource more = pod(state + field + ": {a: b, c: d, e: f}", volumes("host1"));
      Resource other = pod(state + field + ": {a: b, c: e}", volumes("host1"));
      assertThat(judge(DENY, update(old, old, subresource)).isClean()).isTrue();
      assertThat(judge(DENY, update(old, fewer, subresource)).isClean()).isTrue();
      // It was there before, and so is only warned of; what counts is that it is judged.
      assertThat(judge(DENY, update(old, more, subresource)).findings()).hasSize(1);
      assertThat(judge(DENY, update(old, other, subresource)).findings()).hasSize(1);
      assertThat(
              judge(
                      DENY,
                      new Review(old, null, Operation.UPDATE, EnforcementPoint.VALIDATE, "status"))
                  .isDenied())
          .as("the old object is not known")
          .isTrue();
    }
  }

  private static Review update(Resource old, Resource object, String subresource) {
    return new Review(object, old, Operation.UPDATE, EnforcementPoint.VALIDATE, subresource);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ephemeralcontainers", "resize", "something-new"})
  void judgesOtherSubresources(String subresource) {
    Review review =
        new Review(
            pod("", volumes("host1")),
            null,
            Operation.UPDATE,
            EnforcementPoint.VALIDATE,
            subresource);
    assertThat(judge(DENY, review).isDenied()).isTrue();
  }

  private static final String OWNED =
      "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller:"
          + " true}]";
  private static final Policy WARN = policy(Set.of(Action.WARN), false, FailurePolicy.FAIL);

  private static Review createdBy(String user, String metadata) {
    return Review.lazily(
        pod(metadata, volumes("host1", "unknown")),
        () -> null,
        Operation.CREATE,
        EnforcementPoint.VALIDATE,
        "",
        user);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:kube-system:replicaset-controller",
        "system:kube-controller-manager",
        "system:serviceaccount:ray-system:operator"
      })
  void sparesWhatControllersMakeTheAdvice(String user) {
    Inventory world =
        new InventorySnapshot.Builder()
            .add(object("v1", "Namespace", "ray-system", "labels: {haetae.dev/exempt: ''}"))
            .build(true);
    Verdict spared = evaluator(WARN).evaluate(createdBy(user, OWNED), world);
    assertThat(spared.findings()).isEmpty();
    assertThat(spared.undecided()).isEmpty();
    assertThat(evaluator(WARN).evaluate(createdBy(user, ""), world).findings()).hasSize(1);
    assertThat(evaluator(DENY).evaluate(createdBy(user, OWNED), world).isDenied()).isTrue();
  }

  /** Who may create a pod may write any owner into it, and name his ServiceAccount as he likes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "kube-system",
        "system:serviceaccount:team:kube-system",
        "system:serviceaccount:kube-systems:x",
        "system:serviceaccount:ray-system",
        "system:serviceaccount:unknown:operator",
        "system:node:worker-1"
      })
  void aForgedOwnerSilencesNothing(String user) {
    Inventory world =
        new InventorySnapshot.Builder()
            .add(object("v1", "Namespace", "team", "labels: {team: a}"))
            .build(true);
    Verdict verdict = evaluator(WARN).evaluate(createdBy(user, OWNED), world);
    assertThat(verdict.findings()).hasSize(1);
    assertThat(verdict.undecided()).hasSize(1);
  }

  @Test
  void atTheCommandLineTheOwnerMustBeThere() {
    Review review = Review.create(pod(OWNED, volumes("host1")), EnforcementPoint.CHECK);
    assertThat(judge(WARN, review).findings()).hasSize(1);
    for (String uid : List.of("", "uid: u")) {
      assertThat(evaluator(WARN).evaluate(review, with(replicaSet("default", "r", uid))).findings())
          .isEmpty();
    }
    for (Resource other :
        List.of(
            replicaSet("default", "r", "uid: v"),
            replicaSet("default", "s", "uid: u"),
            replicaSet("other", "r", "uid: u"),
            object("v1", "ReplicaSet", "r", "namespace: default, uid: u"))) {
      assertThat(evaluator(WARN).evaluate(review, with(other)).findings()).hasSize(1);
    }
    assertThat(
            evaluator(DENY).evaluate(review, with(replicaSet("default", "r", "uid: u"))).isDenied())
        .isTrue();
  }

  private static Inventory with(Resource object) {
    return new InventorySnapshot.Builder().add(object).build(false);
  }

  private static Resource replicaSet(String namespace, String name, String metadata) {
    return object("apps/v1", "ReplicaSet", name, "namespace: " + namespace + ", " + metadata);
  }

  private static Resource object(String apiVersion, String kind, String name, String metadata) {
    return ManifestReader.read(
            "{apiVersion: %s, kind: %s, metadata: {name: %s, %s}}"
                .formatted(apiVersion, kind, name, metadata)
                .getBytes(UTF_8),
            "test",
            "default",
            Limits.FILES)
        .resources()
        .getFirst();
  }

  @Test
  void asksTheFailurePolicyWhatUndecidedMeans() {
    Policy ignore = policy(Set.of(Action.DENY), false, FailurePolicy.IGNORE);
    assertThat(judge(DENY, create("", volumes("unknown"))).isDenied()).isTrue();
    Verdict ignored = judge(ignore, create("", volumes("unknown")));
    assertThat(ignored.isDenied()).isFalse();
    assertThat(ignored.undecided()).extracting(Finding::action).containsExactly(Action.WARN);
    assertThat(ignored.findings()).isEmpty();
  }

  @Test
  void neverTakesAFaultForAPass() {
    Verdict verdict = judge(DENY, create("", volumes("broken")));
    assertThat(verdict.isDenied()).isTrue();
    assertThat(verdict.faults()).hasSize(1);
    assertThat(verdict.undecided()).extracting(Finding::reason).containsExactly("InternalError");
  }

  @Test
  void neverTakesAWrongTypeForAPass() {
    Verdict verdict = judge(DENY, create("", "volumes: {a: b}"));
    assertThat(verdict.malformed())
        .extracting(e -> e.sentence())
        .containsExactly("spec.volumes must be an array, not an object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"annotations: [1]", "annotations: {a: 1}", "ownerReferences: {a: b}", "labels: 5"})
  void neverTakesMalformedMetadataForAPass(String metadata) {
    MatchConstraints match =
        new MatchConstraints(
            LabelSelector.EVERYTHING,
            LabelSelector.ofLabels(Map.of("team", "a")),
            Set.of(),
            false,
            List.of(),
            List.of());
    Policy policy = policy(Set.of(Action.DENY), false, FailurePolicy.FAIL, match);
    assertThat(judge(policy, Review.create(pod(metadata, ""), EnforcementPoint.CHECK)).malformed())
        .hasSize(1);
  }

  @Test
  void repairsBeforeTheVerdict() {
    Policy mutate = policy(Set.of(Action.DENY), true, FailurePolicy.FAIL);
    Resource pod = pod("", "grace: 0, " + volumes("host1"));
    Verdict checked = judge(mutate, Review.create(pod, EnforcementPoint.CHECK));
    assertThat(checked.findings()).extracting(Finding::reason).containsExactly("BadVolume");
    assertThat(checked.repairs()).extracting(Finding::reason).containsExactly("NoGrace");
    assertThat(checked.result().tree().get("spec")).asString().contains("\"grace\":30");
    assertThat(checked.result().annotations())
        .isEqualTo(Map.of("haetae.dev/mutated-by", "volumes"));
    Verdict mutated = judge(mutate, Review.create(pod, EnforcementPoint.MUTATE));
    assertThat(mutated.findings()).as("the mutating point denies nothing").isEmpty();
    assertThat(mutated.patch()).isEqualTo(checked.patch()).hasSize(2);
    Verdict validated = judge(mutate, Review.create(pod, EnforcementPoint.VALIDATE));
    assertThat(validated.patch()).as("the validating point repairs nothing").isEmpty();
    assertThat(validated.findings()).hasSize(2);
  }

  @Test
  void repairsNothingUnlessThePolicySaysSo() {
    Verdict verdict = judge(DENY, Review.create(pod("", "grace: 0"), EnforcementPoint.CHECK));
    assertThat(verdict.patch()).isEmpty();
    assertThat(verdict.findings().getFirst().patch()).as("offered all the same").hasSize(1);
  }

  @Test
  void honoursWaiversAtTheCommandLineOnly() {
    String waiver = "annotations: {haetae.dev/ignore.volume-rule: 'node agent, see ADR 7'}";
    Verdict checked =
        judge(DENY, Review.create(pod(waiver, volumes("host1")), EnforcementPoint.CHECK));
    assertThat(checked.findings()).isEmpty();
    assertThat(checked.waived())
        .extracting(Finding::message)
        .containsExactly("is bad (waived: node agent, see ADR 7)");
    assertThat(judge(DENY, create(waiver, volumes("host1"))).isDenied()).isTrue();
  }

  @Test
  void endsWaivers() {
    String waiver = "annotations: {haetae.dev/ignore.volume-rule: 'agent (until %s)'}";
    assertThat(waived(waiver.formatted("2026-06-01")).waived()).hasSize(1);
    Verdict expired = waived(waiver.formatted("2026-05-31"));
    assertThat(expired.isDenied()).isTrue();
    assertThat(expired.notes())
        .containsExactly("Pod default/a: the waiver of volume-rule expired on 2026-05-31");
    assertThat(waived(waiver.formatted("soon")).notes())
        .containsExactly(
            "Pod default/a: the waiver of volume-rule ends on no day: write (until 2027-01-31), not"
                + " \"soon\"");
    assertThat(waived("annotations: {haetae.dev/ignore.volume-rule: ' '}").notes())
        .containsExactly(
            "Pod default/a: the waiver of volume-rule gives no reason, so it does not hold");
  }

  private static Verdict waived(String metadata) {
    return judge(DENY, Review.create(pod(metadata, volumes("host1")), EnforcementPoint.CHECK));
  }

  @Test
  void appliesWhereItMatches() {
    MatchConstraints match =
        new MatchConstraints(
            LabelSelector.ofLabels(Map.of("team", "a")),
            LabelSelector.EVERYTHING,
            Set.of("kube-system"),
            false,
            List.of(),
            List.of());
    Policy policy = policy(Set.of(Action.DENY), false, FailurePolicy.FAIL, match);
    assertThat(judge(policy, create("namespace: kube-system", volumes("host1"))).isClean())
        .isTrue();
    Verdict unknown = judge(policy, create("", volumes("host1")));
    assertThat(unknown.findings()).isEmpty();
    assertThat(unknown.undecided()).hasSize(1);
    assertThat(unknown.undecided().getFirst().message())
        .isEqualTo(
            "is bad; whether the policy applies to namespace default is not known: its labels are"
                + " not");
    Resource namespace =
        ManifestReader.read(
                "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {team: b}}}"
                    .getBytes(UTF_8),
                "x",
                "",
                Limits.FILES)
            .resources()
            .getFirst();
    Inventory world = new InventorySnapshot.Builder().add(namespace).build(true);
    assertThat(evaluator(policy).evaluate(create("", volumes("host1")), world).isClean()).isTrue();
  }

  private static String mounts(String... mounts) {
    return "containers: [" + String.join(", ", mounts) + "], ";
  }

  private static String mount(String container, String volume, String how) {
    return "{name: %s, volumeMounts: [{name: %s, mountPath: /x%s}]}"
        .formatted(container, volume, how);
  }

  private static Verdict update(String before, String after) {
    return judge(DENY, Review.update(pod("", after), pod("", before), EnforcementPoint.VALIDATE));
  }

  @Test
  void anOldVolumeDoesNotForgiveANewContainerThatMountsIt() {
    String reader = mount("reader", "host1", ", readOnly: true");
    String old = mounts(reader) + volumes("host1");

    assertThat(update(old, mounts(reader) + volumes("host1")).isDenied()).isFalse();
    assertThat(update(old, mounts(reader, mount("writer", "host1", "")) + volumes("host1")))
        .as("somebody else mounts it")
        .matches(Verdict::isDenied);
    assertThat(update(old, mounts(mount("reader", "host1", "")) + volumes("host1")))
        .as("it is mounted to be written")
        .matches(Verdict::isDenied);
    assertThat(
            update(
                old,
                mounts(reader)
                    + "ephemeralContainers: ["
                    + mount("debug", "host1", "")
                    + "], "
                    + volumes("host1")))
        .as("a container to debug with")
        .matches(Verdict::isDenied);
    assertThat(update(mounts() + volumes("host1"), old))
        .as("nobody mounted it before")
        .matches(Verdict::isDenied);
  }

  @Test
  void whoMountsAnOldVolumeNoLongerIsForgiven() {
    String reader = mount("reader", "host1", ", readOnly: true");
    String writer = mount("writer", "host1", "");

    assertThat(
            update(
                    mounts(reader, writer) + volumes("host1"),
                    mounts(writer) + volumes("plain", "host1"))
                .isDenied())
        .isFalse();
    assertThat(
            update(
                    mounts(reader) + volumes("host1"),
                    mounts(mount("reader", "renamed", ", readOnly: true"))
                        + "volumes: [{name: renamed, hostPath: {path: /host1}}]")
                .isDenied())
        .as("the volume has another name, all else is as it was")
        .isFalse();
  }

  private static Review withVolumes(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "host" + i;
    }
    return create("", volumes(names));
  }

  private static Verdict judge(List<Policy> policies, Review review, Budget budget) {
    return new Evaluator(PolicyTable.of(policies, Carriers.SHIPPED), InstantSource.system())
        .evaluate(review, WORLD, PolicyTable.Part.ALL, budget);
  }

  @Test
  void fiftyFindingsAreToldAndTheOthersCounted() {
    Verdict verdict = judge(DENY, withVolumes(73));

    assertThat(verdict.findings()).hasSize(50);
    assertThat(verdict.omitted())
        .containsExactly(new Omitted(Omitted.Sort.FINDING, "volumes", Action.DENY, false, "", 23));
    assertThat(judge(DENY, withVolumes(50)).omitted()).isEmpty();
    assertThat(
            judge(DENY, Review.create(withVolumes(73).object(), EnforcementPoint.CHECK)).findings())
        .as("a report is whole")
        .hasSize(73);
  }

  @Test
  void whatIsDeniedIsToldBeforeWhatOnlyWarns() {
    Policy later =
        new Policy(
            "w", DENY.info(), DENY.rule(), DENY.actions(), false, FailurePolicy.FAIL, DENY.match());
    Policy earlier =
        new Policy(
            "a", WARN.info(), WARN.rule(), WARN.actions(), false, FailurePolicy.FAIL, WARN.match());

    Verdict verdict = judge(List.of(earlier, later), withVolumes(30), Budget.ofReview());

    assertThat(verdict.findings()).hasSize(50);
    assertThat(verdict.findings().stream().filter(f -> f.action() == Action.DENY)).hasSize(30);
    assertThat(verdict.omitted()).extracting(Omitted::count).containsExactly(10);
    assertThat(verdict.isDenied()).isTrue();
  }

  @Test
  void anUpdateForgivesBeyondWhatIsTold() {
    Resource many = withVolumes(73).object();

    assertThat(judge(DENY, Review.update(many, many, EnforcementPoint.VALIDATE)).isDenied())
        .isFalse();
    assertThat(
            judge(DENY, Review.update(withVolumes(74).object(), many, EnforcementPoint.VALIDATE)))
        .matches(Verdict::isDenied)
        .satisfies(verdict ->
            assertThat(verdict.findings().stream().filter(f -> f.action() == Action.DENY))
                .hasSize(1));
  }

  @Test
  void whatTakesMoreThanItsBudgetIsUndecided() {
    Budget budget = Budget.of(10 * Budget.FINDING, Cause.STEPS, () -> null);

    Verdict verdict = judge(List.of(DENY), withVolumes(11), budget);

    assertThat(verdict.findings()).hasSize(10);
    assertThat(verdict.undecided())
        .extracting(Finding::reason, Finding::action)
        .containsExactly(tuple("BudgetExceeded", Action.DENY));
    assertThat(verdict.exceeded()).isEqualTo(Cause.STEPS);
  }

  @Test
  void theFailurePolicySaysWhatBecomesOfWhatTakesTooMuch() {
    Policy lenient = policy(Set.of(Action.DENY), false, FailurePolicy.IGNORE);
    Budget none = Budget.of(0, Cause.STEPS, () -> null);

    assertThat(judge(List.of(lenient), withVolumes(1), none).isDenied()).isFalse();
    assertThat(judge(List.of(lenient), withVolumes(1), none).undecided()).isNotEmpty();
    assertThat(judge(List.of(DENY), withVolumes(1), none).isDenied()).isTrue();
  }

  @Test
  void aReviewThatNobodyWaitsForHasNoVerdict() {
    Budget gone = Budget.of(Budget.REVIEW, Cause.STEPS, () -> Cause.CLIENT_GONE);

    assertThatThrownBy(() -> judge(List.of(DENY), withVolumes(20), gone))
        .isInstanceOf(BudgetExceededException.class);
  }

  @Test
  void anExceededBudgetForgivesNothingButTheSameObject() {
    Resource before = withVolumes(20_000).object();

    assertThat(judge(DENY, Review.update(before, before, EnforcementPoint.VALIDATE)).exceeded())
        .isNotNull();
    Verdict changed =
        judge(DENY, Review.update(withVolumes(20_001).object(), before, EnforcementPoint.VALIDATE));
    assertThat(changed.isDenied()).isTrue();
    assertThat(changed.findings()).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void tooManyRepairsAreNoneAtAll() {
    Policy repairing = policy(Set.of(Action.DENY), true, FailurePolicy.FAIL);
    Budget none = Budget.of(Budget.FINDING - 1, Cause.STEPS, () -> null);
    Review review = Review.create(pod("", "grace: 0"), EnforcementPoint.MUTATE);

    Verdict verdict = judge(List.of(repairing), review, none);

    assertThat(verdict.patch()).isEmpty();
    assertThat(verdict.result()).isSameAs(review.object());
    assertThat(verdict.notes())
        .containsExactly(
            "not everything was repaired: judging the object takes more work than a review may"
                + " cost");
    assertThat(judge(List.of(repairing), review, Budget.ofReview()).patch()).hasSize(2);
  }

  /** What is there and cannot be read is neither a pass nor a fault, and costs who names it. */
  @Test
  void whatHangsOnAnUnreadableObjectIsUndecided() {
    Resource claim =
        manifest(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: t}}");
    Inventory world =
        new InventorySnapshot.Builder().addUnreadable(claim, "is too large").build(true);
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(Set.of("pvc-bound-rwx-nfs")), Carriers.SHIPPED),
            InstantSource.system());
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: {volumes: [{name: v,"
            + " persistentVolumeClaim: {claimName: %s}}]}}";
    Verdict verdict =
        evaluator.evaluate(
            new Review(
                manifest(pod.formatted("c")),
                null,
                Operation.CREATE,
                EnforcementPoint.VALIDATE,
                ""),
            world);
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.isDenied()).isTrue();
    assertThat(verdict.undecided())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.reason()).isEqualTo("UnreadableObject");
          assertThat(finding.message())
              .isEqualTo("PersistentVolumeClaim t/c is there, but cannot be read: is too large");
        });

    Verdict other =
        evaluator.evaluate(
            new Review(
                manifest(pod.formatted("d")),
                null,
                Operation.CREATE,
                EnforcementPoint.VALIDATE,
                ""),
            world);
    assertThat(other.undecided()).isEmpty();
    assertThat(other.findings()).extracting(Finding::reason).containsExactly("ClaimNotFound");
  }

  private static Resource manifest(String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), "x", "default", Limits.FILES)
        .resources()
        .getFirst();
  }
}
