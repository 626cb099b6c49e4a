package dev.haetae.simulator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.TruthRows;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StructuredMergeTest {
  private static final String DEFINITION =
      """
      {"spec": {"group": "lab.io", "names": {"kind": "Rig"}, "versions": [{"name": "v1", "schema": {
        "openAPIV3Schema": {"type": "object", "properties": {"spec": {"type": "object",
          "properties": {
            "ports": {"type": "array", "x-kubernetes-list-type": "map",
              "x-kubernetes-list-map-keys": ["port", "protocol"],
              "items": {"type": "object", "properties": {
                "port": {"type": "integer"},
                "protocol": {"type": "string", "default": "TCP"},
                "name": {"type": "string"}}}},
            "tags": {"type": "array", "items": {"type": "string"}},
            "one": {"type": "object", "x-kubernetes-map-type": "atomic",
              "additionalProperties": {"type": "string"}},
            "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}}}}]}}
      """;

  private static ObjectValue json(String text) {
    try {
      return TruthRows.object(text.replace('\'', '"'));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String pod(String spec, String patch) throws ApplyException {
    KindType type = Objects.requireNonNull(KindType.builtIn("v1", "Pod"));
    ObjectValue object = json("{'apiVersion':'v1','kind':'Pod','spec':" + spec + '}');
    return StructuredMerge.apply(type, object, json("{'spec':" + patch + '}'), new ForeignValues())
        .get("spec")
        .toString()
        .replace('"', '\'');
  }

  private static String rig(String spec, String patch) throws ApplyException {
    KindType type =
        Objects.requireNonNull(new CustomKinds(List.of(json(DEFINITION))).type("lab.io/v1", "Rig"));
    ObjectValue object = json("{'apiVersion':'lab.io/v1','kind':'Rig','spec':" + spec + '}');
    return StructuredMerge.apply(type, object, json(patch), new ForeignValues())
        .get("spec")
        .toString()
        .replace('"', '\'');
  }

  @Test
  void listsAreMergedByTheirKeys() throws ApplyException {
    assertThat(
            pod(
                "{'containers':[{'name':'a','image':'x'},{'name':'b'}]}",
                "{'containers':[{'name':'b','image':'y'},{'name':'c'}]}"))
        .isEqualTo(
            "{'containers':[{'name':'a','image':'x'},{'name':'b','image':'y'},{'name':'c'}]}");
  }

  @Test
  void elementsThatAreThereTwiceStay() throws ApplyException {
    assertThat(
            pod(
                "{'containers':[{'name':'a','env':[{'name':'E','value':'1'},{'name':'E',"
                    + "'value':'2'}]}]}",
                "{'containers':[{'name':'a','env':[{'name':'F','value':'3'}]}]}"))
        .isEqualTo(
            "{'containers':[{'name':'a','env':[{'name':'E','value':'1'},{'name':'E','value':'2'},"
                + "{'name':'F','value':'3'}]}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'frob':1}|failed to convert patch object to typed object: .spec.frob: field not declared"
            + " in schema",
        "{'hostNetwork':'yes'}|failed to convert patch object to typed object: .spec.hostNetwork:"
            + " expected boolean, got &{yes}",
        "{'containers':{'a':'b'}}|failed to convert patch object to typed object: .spec.containers:"
            + " expected list, got &{map[a:b]}",
        "{'securityContext':[1,'x']}|failed to convert patch object to typed object:"
            + " .spec.securityContext: expected map, got &{[1 x]}",
        "{'priority':'high'}|failed to convert patch object to typed object: .spec.priority:"
            + " expected numeric (int or float), got string",
        "{'containers':['x']}|failed to convert patch object to typed object: .spec.containers:"
            + " element 0: associative list with keys may not have non-map elements",
        "{'containers':[{'name':'x'},{'name':'x'}]}|failed to convert patch object to typed object:"
            + " .spec.containers: duplicate entries for key [name=\"x\"]",
        "{'containers':[{'name':'x','tty':1}]}|failed to convert patch object to typed object:"
            + " .spec.containers[name=\"x\"].tty: expected boolean, got &{1}",
        "{'nodeSelector':{'a':'b'}}|invalid ApplyConfiguration: may not mutate atomic arrays, maps"
            + " or structs: .spec.nodeSelector",
        "{'containers':[{'name':'x','args':['a']}]}|invalid ApplyConfiguration: may not mutate"
            + " atomic arrays, maps or structs: .spec.containers[0].args",
        "{'tolerations':[{'key':'a'}]}|invalid ApplyConfiguration: may not mutate atomic arrays,"
            + " maps or structs: .spec.tolerations",
      })
  void whatDoesNotFitIsToldInTheServersWords(String patch, String message) {
    assertThatThrownBy(() -> pod("{'containers':[]}", patch)).hasMessage(message);
  }

  @Test
  void severalFaultsAreToldTogether() {
    assertThatThrownBy(() -> pod("{}", "{'hostNetwork':1,'hostPID':2}"))
        .hasMessage(
            """
            failed to convert patch object to typed object: errors:
              .spec.hostNetwork: expected boolean, got &{1}
              .spec.hostPID: expected boolean, got &{2}\
            """);
  }

  @Test
  void aCustomKindIsMergedByItsSchema() throws ApplyException {
    assertThat(
            rig(
                "{'ports':[{'port':1,'name':'a'}],'free':{'x':[1]}}",
                "{'spec':{'ports':[{'port':1,'protocol':'TCP','name':'b'}],'free':{'y':2}}}"))
        .isEqualTo("{'ports':[{'port':1,'name':'b','protocol':'TCP'}],'free':{'x':[1],'y':2}}");
    assertThatThrownBy(() -> rig("{}", "{'spec':{'tags':['a'],'one':{'a':'b'}}}"))
        .hasMessageEndingWith("structs: .spec.one, .spec.tags");
    assertThatThrownBy(() -> rig("{}", "{'spec':{'none':1}}"))
        .hasMessageEndingWith(".spec.none: field not declared in schema");
    assertThat(rig("{}", "{'metadata':{'labels':{'a':'b'}}}")).isEqualTo("{}");
  }

  @Test
  void whatADefinitionSaysOfValuesIsDone() {
    KindType type =
        Objects.requireNonNull(new CustomKinds(List.of(json(DEFINITION))).type("lab.io/v1", "Rig"));
    assertThat(
            type.completed(
                    json(
                        "{'apiVersion':'lab.io/v1','kind':'Rig','metadata':{'name':'r','frob':1,"
                            + "'labels':{'a':1}},'spec':{'ports':[{'port':1}],'none':1,"
                            + "'free':{'x':1}}}"))
                .toString()
                .replace('"', '\''))
        .isEqualTo(
            "{'apiVersion':'lab.io/v1','kind':'Rig','metadata':{'name':'r'},"
                + "'spec':{'ports':[{'port':1,'protocol':'TCP'}],'free':{'x':1}}}");
  }

  @Test
  void valuesThatJsonDoesNotHaveAreNamedAsGoNamesThem() {
    KindType type = Objects.requireNonNull(KindType.builtIn("v1", "Pod"));
    ObjectValue pod = json("{'apiVersion':'v1','kind':'Pod'}");
    Value alien = new StringValue("?");
    ObjectValue patch = ObjectValue.of("spec", ObjectValue.of("hostNetwork", alien));
    ForeignValues foreign = new ForeignValues();
    foreign.put(alien, new ForeignValue("NULL_VALUE", "structpb.NullValue", "0"));
    assertThatThrownBy(() -> StructuredMerge.apply(type, pod, patch, foreign))
        .hasMessageEndingWith(".spec.hostNetwork: expected boolean, got &{NULL_VALUE}");
  }

  @Test
  void aKindThatIsNotKnownHasNoType() {
    assertThat(CustomKinds.NONE.type("lab.io/v1", "Rig")).isNull();
    assertThat(CustomKinds.NONE.type("v1", "Pod")).isNotNull();
  }
}
