package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.engine.admission.mutation.FailedMutation;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.apply.CustomKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AdmissionMutatorTest {
  private static final String CONFIG_MAP =
      "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'c','namespace':'team'},"
          + "'data':{'a':'1'}}";

  private static ObjectValue json(String text) {
    try {
      return TruthRows.object(text.replace('\'', '"'));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String patch(String expression) {
    return "{'patchType':'JSONPatch','jsonPatch':{'expression':" + quoted(expression) + "}}";
  }

  private static String apply(String expression) {
    return "{'patchType':'ApplyConfiguration','applyConfiguration':{'expression':"
        + quoted(expression)
        + "}}";
  }

  private static String quoted(String expression) {
    return '\'' + expression.replace("\"", "\\\"") + '\'';
  }

  // Strings of expressions are written with double quotes.
  private static Resource policy(String name, String spec, String... mutations) {
    return resource(
        "MutatingAdmissionPolicy",
        name,
        "'failurePolicy':'Fail','reinvocationPolicy':'Never','matchConstraints':{'resourceRules':"
            + "[{'apiGroups':['*'],'apiVersions':['*'],'operations':['CREATE'],"
            + "'resources':['*']}]},'mutations':["
            + String.join(",", mutations)
            + ']'
            + spec);
  }

  private static Resource resource(String kind, String name, String spec) {
    return Resource.of(
        json(
            "{'apiVersion':'admissionregistration.k8s.io/v1','kind':'"
                + kind
                + "','metadata':{'name':'"
                + name
                + "'},'spec':{"
                + spec
                + "}}"),
        Origin.NONE,
        "default");
  }

  private static MutationOutcome mutate(String object, Resource... policies) {
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    for (Resource policy : policies) {
      reader.read(policy);
    }
    assertThat(reader.problems()).isEmpty();
    ObjectValue tree = json(object);
    String kind = tree.text("kind");
    AdmissionAttributes request =
        new AdmissionAttributes(
            "CREATE",
            new GroupVersionName("", "v1", kind),
            new GroupVersionName("", "v1", "things"),
            "",
            "c",
            "team",
            tree,
            null,
            false,
            ObjectValue.EMPTY,
            null);
    Surroundings surroundings =
        new Surroundings(_ -> null, ParamSource.UNKNOWN, null, RunObserver.NONE);
    return Objects.requireNonNull(
        new AdmissionMutator(reader.policies(), Equivalents.BUILT_IN, CustomKinds.NONE, true)
            .mutate(request, surroundings));
  }

  private static List<String> changes(MutationOutcome outcome) {
    List<String> changes = new ArrayList<>();
    outcome
        .applied()
        .forEach(mutation ->
            mutation
                .operations()
                .forEach(
                    operation -> changes.add(mutation.policy().name() + " " + operation.path())));
    return changes;
  }

  @Test
  void whatEachPolicyHasChangedIsTold() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy("b", "", apply("Object{data: {\"y\": \"2\"}}")),
            policy("a", "", patch("[JSONPatch{op: \"add\", path: \"/data/x\", value: \"1\"}]")));
    assertThat(changes(outcome)).containsExactly("a data.x", "b data.y");
    assertThat(outcome.refusal()).isNull();
    assertThat(outcome.otherwise()).isNull();
  }

  @Test
  void anOrderThatMattersIsTold() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy("a", "", apply("Object{data: {\"x\": \"a\"}}")),
            policy("b", "", apply("Object{data: {\"x\": \"b\"}}")));
    assertThat(outcome.object().get("data")).hasToString("{\"a\":\"1\",\"x\":\"b\"}");
    assertThat(Objects.requireNonNull(outcome.otherwise()).get("data"))
        .hasToString("{\"a\":\"1\",\"x\":\"a\"}");
  }

  @Test
  void aMutationThatFailsIsLeftOutAndRefusesUnlessItIsIgnored() {
    String broken = patch("[JSONPatch{op: \"add\", path: \"/data/x\", value: object.data.zz}]");
    String sound = patch("[JSONPatch{op: \"add\", path: \"/data/y\", value: \"1\"}]");
    MutationOutcome refused = mutate(CONFIG_MAP, policy("p", "", broken, sound));
    assertThat(changes(refused)).containsExactly("p data.y");
    assertThat(Objects.requireNonNull(refused.refusal()).message())
        .startsWith("policy 'p' denied request: expression '")
        .endsWith("resulted in error: no such key: zz");
    MutationOutcome ignored =
        mutate(CONFIG_MAP, policy("p", ",'failurePolicy':'Ignore'", broken, sound));
    assertThat(ignored.refusal()).isNull();
    assertThat(ignored.failed()).hasSize(1).noneMatch(FailedMutation::refuses);
  }

  @Test
  void aResultThatCannotBeDecodedRefusesWhateverThePolicySays() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'failurePolicy':'Ignore'",
                patch("[JSONPatch{op: \"add\", path: \"/frob\", value: 1}]")));
    assertThat(outcome.refusal())
        .isEqualTo(
            new MutationOutcome.Refusal(
                500,
                "InternalError",
                "Internal error occurred: strict decoding error: unknown field \"frob\"",
                List.of("strict decoding error: unknown field \"frob\"")));
  }

  @Test
  void objectsInTheListOfAPatchAreThoseAtWhichTheApiServerFails() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'failurePolicy':'Ignore'",
                patch("[JSONPatch{op: \"add\", path: \"/data/x\", value: [Object{a: 1}]}]")));
    assertThat(Objects.requireNonNull(outcome.refusal()).message())
        .contains("an API server of 1.36 fails");
  }

  @Test
  void whatIsNotKnownLeavesAMutationOpen() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy("p", "", apply("Object{data: {\"by\": request.userInfo.username}}")));
    assertThat(outcome.applied()).isEmpty();
    assertThat(outcome.open())
        .singleElement()
        .satisfies(open -> assertThat(open.unknown()).containsExactly("request.userInfo"));
  }

  @Test
  void theLabelsOfANamespaceThatIsNotKnownLeaveAPolicyOpen() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'matchConstraints':{'namespaceSelector':{'matchLabels':{'a':'b'}},"
                    + "'resourceRules':[{'apiGroups':['*'],'apiVersions':['*'],"
                    + "'operations':['*'],'resources':['*']}]}",
                apply("Object{data: {\"x\": \"1\"}}")));
    assertThat(outcome.applied()).isEmpty();
    assertThat(outcome.open()).hasSize(1);
  }

  @Test
  void aKindWithoutASchemaIsOpenButForItsMetadata() {
    String rig = "{'apiVersion':'lab.io/v1','kind':'Rig','metadata':{'name':'r'},'spec':{}}";
    assertThat(mutate(rig, policy("p", "", apply("Object{spec: Object.spec{size: 1}}"))).open())
        .singleElement()
        .satisfies(
            open -> assertThat(open.unknown()).containsExactly("the schema of Rig (lab.io/v1)"));
    MutationOutcome labelled =
        mutate(
            rig,
            policy("p", "", apply("Object{metadata: Object.metadata{labels: {\"a\": \"b\"}}}")));
    assertThat(changes(labelled)).containsExactly("p metadata.labels");
  }

  @Test
  void theParametersOfAPolicyWithoutABindingAreNotKnown() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'paramKind':{'apiVersion':'v1','kind':'ConfigMap'}",
                apply("Object{data: {\"x\": params == null ? \"none\" : params.data.x}}"),
                apply("Object{data: {\"y\": \"1\"}}")));
    assertThat(changes(outcome)).containsExactly("p data.y");
    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.open())
        .singleElement()
        .satisfies(open -> assertThat(open.unknown()).containsExactly("params"));
  }

  @Test
  void whetherTheBindingAppliesAndWithWhichParametersIsOpenAtOnce() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'paramKind':{'apiVersion':'v1','kind':'ConfigMap'}",
                apply("Object{data: {\"x\": \"1\"}}")),
            resource(
                "MutatingAdmissionPolicyBinding",
                "b",
                "'policyName':'p','paramRef':{'name':'c','parameterNotFoundAction':'Deny'},"
                    + "'matchResources':{'namespaceSelector':{'matchLabels':{'a':'b'}}}"));
    assertThat(outcome.open())
        .singleElement()
        .satisfies(open ->
            assertThat(open.unknown()).containsExactly("namespaceObject", "params (ConfigMap c)"));
  }

  @Test
  void whatAMissingParameterWouldRefuseIsOpenWhateverTheConditionsSay() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "p",
                ",'paramKind':{'apiVersion':'v1','kind':'ConfigMap'},"
                    + "'matchConditions':[{'name':'never','expression':'params != null'}]",
                apply("Object{data: {\"x\": \"1\"}}")),
            resource(
                "MutatingAdmissionPolicyBinding",
                "b",
                "'policyName':'p','paramRef':{'name':'c','parameterNotFoundAction':'Deny'}"));
    assertThat(outcome.open()).hasSize(1);
  }

  @Test
  void aMutationThatStaysOpenWhenItIsAskedAgainIsToldOnce() {
    MutationOutcome outcome =
        mutate(
            CONFIG_MAP,
            policy(
                "a",
                ",'reinvocationPolicy':'IfNeeded'",
                apply("Object{data: {\"by\": request.userInfo.username}}")),
            policy("b", "", apply("Object{data: {\"y\": \"1\"}}")));
    assertThat(outcome.open()).hasSize(1);
  }

  @Test
  void anObjectDoesNotGrowBeyondThreeMebibytes() {
    List<String> mutations = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      mutations.add(
          patch(
              "[JSONPatch{op: \"add\", path: \"/data/k"
                  + i
                  + "\", value: [object.data.map(k, object.data[k]).join(\"\")]"
                  + ".map(t, t + t + t + t + t + t + t + t + t + t).join(\"\")}]"));
    }
    MutationOutcome outcome =
        mutate(
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'c'},'data':{'a':'"
                + "x".repeat(1000)
                + "'}}",
            policy("p", "", mutations.toArray(String[]::new)));
    assertThat(outcome.failed()).isNotEmpty();
    assertThat(outcome.object().toString().length()).isLessThan(4 << 20);
  }
}
