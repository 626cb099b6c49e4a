package dev.haetae.cel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ProgramReaderTest {
  private final Faults faults = new Faults();

  private static Part spec(String yaml, Faults faults) {
    try {
      Document document = YamlReader.read(yaml, 1, 0, Limits.FILES);
      ObjectValue tree = (ObjectValue) Objects.requireNonNull(document).root();
      return new Part(tree, Place.of("spec"), faults.causes());
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private PolicyProgram validating(String yaml) {
    return new ProgramReader(PolicyEnvironments.kubernetes(false, false), faults)
        .validating(spec(yaml, faults), "p");
  }

  private PolicyProgram mutating(String yaml) {
    return new ProgramReader(PolicyEnvironments.kubernetes(false, true), faults)
        .mutating(spec(yaml, faults));
  }

  private List<String> said() {
    return faults.list().stream().map(fault -> fault.cause().text()).toList();
  }

  @Test
  void everyWordOfAValidatingPolicyIsRead() {
    PolicyProgram program =
        validating(
            """
            matchConditions:
            - {name: a.b/c, expression: ' request.operation == "CREATE" '}
            variables:
            - {name: replicas, expression: object.spec.replicas}
            validations:
            - expression: variables.replicas < 5
              messageExpression: '"have " + string(variables.replicas)'
              reason: Forbidden
            - {expression: 'true', message: m}
            auditAnnotations:
            - {key: k, valueExpression: 'null'}
            """);
    assertThat(said()).isEmpty();
    assertThat(program.conditions().getFirst().expression().expression().text())
        .isEqualTo("request.operation == \"CREATE\"");
    assertThat(program.variables()).extracting(PolicyVariable::name).containsExactly("replicas");
    assertThat(program.validations())
        .extracting(Validation::reason)
        .containsExactly("Forbidden", "Invalid");
    assertThat(program.validations().getFirst().expression().path())
        .hasToString("spec.validations[0].expression");
    assertThat(program.auditAnnotations().getFirst().value().path())
        .hasToString("spec.auditAnnotations[0].valueExpression");
  }

  @Test
  void allThatIsWrongIsSaidInTheOrderOfTheApiServer() {
    PolicyProgram program =
        validating(
            """
            matchConditions:
            - {name: a b, expression: ''}
            variables:
            - {name: if, expression: '1'}
            - {name: two}
            validations:
            - {expression: ' ', message: "a\\nb", messageExpression: ' ', reason: NotFound}
            - {expression: "'a'"}
            auditAnnotations:
            - {key: a/b, valueExpression: "'x'"}
            """);
    assertThat(faults.list())
        .extracting(fault -> fault.cause().field())
        .containsExactly(
            "spec.matchConditions[0].expression",
            "spec.matchConditions[0].name",
            "spec.variables[0].name",
            "spec.variables[1].expression",
            "spec.validations[0].expression",
            "spec.validations[0].messageExpression",
            "spec.validations[0].message",
            "spec.validations[0].reason",
            "spec.validations[1].expression",
            "spec.auditAnnotations[0].key");
    assertThat(faults.list().get(8).path()).hasToString("spec.validations[1].expression");
    assertThat(program.validations()).isEmpty();
  }

  @Test
  void aPolicyWithoutAnythingToDoIsRefused() {
    validating("{}");
    mutating("{}");
    assertThat(said())
        .containsExactly(
            "spec.validations: Required value: validations or auditAnnotations must contain at"
                + " least one item",
            "spec.auditAnnotations: Required value: validations or auditAnnotations must contain"
                + " at least one item",
            "spec.mutations: Required value: mutations must contain at least one item");
  }

  @Test
  void aVariableIsKnownToLaterExpressionsOnly() {
    validating(
        """
        variables:
        - {name: a, expression: variables.b}
        - {name: b, expression: '1'}
        validations:
        - {expression: variables.b > 0}
        - {expression: variables.c > 0}
        """);
    assertThat(faults.list())
        .extracting(fault -> fault.cause().field())
        .containsExactly("spec.variables[0].expression", "spec.validations[1].expression");
  }

  @Test
  void aFaultHasItsPlaceInTheTextOfTheField() {
    validating(
        """
        matchConditions:
        - name: a
          expression: "\\n  object.x ==\\n  nothing"
        - {name: b, expression: '  nothing'}
        validations:
        - {expression: ' nothing'}
        """);
    assertThat(faults.list())
        .extracting(Fault::line, Fault::column)
        .containsExactly(tuple(3, 3), tuple(1, 3), tuple(1, 2));
  }

  @Test
  void aMessageDoesNotKnowTheAuthorizer() {
    validating(
        """
        validations:
        - {expression: authorizer.x, messageExpression: string(authorizer.x)}
        """);
    assertThat(faults.list())
        .extracting(fault -> fault.cause().field())
        .containsExactly("spec.validations[0].expression", "spec.validations[0].messageExpression");
    assertThat(said().get(1)).contains("undeclared reference to 'authorizer'");
  }

  @Test
  void aMutationIsOfItsTypeOnly() {
    mutating(
        """
        mutations:
        - {expression: x}
        - {patchType: Merge}
        - {patchType: JSONPatch, applyConfiguration: {expression: 'x'}}
        - {patchType: JSONPatch, jsonPatch: {expression: ' '}}
        """);
    assertThat(said())
        .containsExactly(
            "spec.mutations[0].patchType: Required value",
            "spec.mutations[1].patchType: Unsupported value: \"Merge\": supported values:"
                + " \"ApplyConfiguration\", \"JSONPatch\"",
            "spec.mutations[2].jsonPatch: Required value: must be specified when patchType is"
                + " JSONPatch",
            "spec.mutations[2].applyConfiguration: Invalid value: \"{applyConfiguration}\": must"
                + " not be specified when patchType is JSONPatch",
            "spec.mutations[3].jsonPatch.expression: Required value");
  }
}
