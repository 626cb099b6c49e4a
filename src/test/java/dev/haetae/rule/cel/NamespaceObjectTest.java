package dev.haetae.rule.cel;

import static dev.haetae.rule.cel.OwnPolicies.judge;
import static dev.haetae.rule.cel.OwnPolicies.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamespaceObjectTest {
  private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}";

  /** A world that keeps the names and the labels of namespaces, as one of a cluster does. */
  private static final class LabelsOnly extends ForwardingInventory {
    LabelsOnly() {
      super(
          OwnPolicies.world(
              true,
              "{apiVersion: v1, kind: Namespace, metadata: {name: team, labels: {tier: gold}}}"));
    }

    @Override
    public @Nullable Resource object(GroupKind kind, String namespace, String name) {
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespaceObject.metadata.annotations['a'] == 'b' | namespaceObject.metadata.annotations",
        "has(namespaceObject.metadata.annotations) | namespaceObject.metadata.annotations",
        "namespaceObject.metadata.?annotations['a'].orValue('') == 'b' |"
            + " namespaceObject.metadata.annotations",
        "dyn(namespaceObject)['spec'] == {} | namespaceObject.spec",
        "dyn(namespaceObject)[?'spec'].hasValue() | namespaceObject.spec",
        "'status' in dyn(namespaceObject) | namespaceObject.status",
        "dyn(namespaceObject.metadata).size() == 2 | namespaceObject.metadata",
        "dyn(namespaceObject).exists(key, key == 'spec') | namespaceObject",
        "dyn(namespaceObject.metadata) == {'name': 'team'} | namespaceObject.metadata",
        "{'name': 'team'} != dyn(namespaceObject.metadata) | namespaceObject.metadata",
        "dyn(namespaceObject) in [{}] | namespaceObject",
      })
  void whatTheWorldDoesNotKeepOfANamespaceIsNotKnown(String expression, String unknown) {
    String spec = "validations:\n- message: refused\n  expression: |-\n    " + expression + "\n";
    assertThat(said(judge(spec, MAP, new LabelsOnly())))
        .singleElement()
        .asString()
        .startsWith("undecided [] not decided, for want of " + unknown + ": refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespaceObject.metadata.name == 'team'",
        "namespaceObject.metadata.labels == {'tier': 'gold'}",
        "!has(namespaceObject.metadata.labels.none)",
        "namespaceObject != null",
        "has(namespaceObject.spec) || namespaceObject.metadata.labels.tier == 'gold'",
        "namespaceObject.?metadata.?labels.?tier.orValue('') == 'gold'",
      })
  void whatTheWorldKeepsOfANamespaceIsKnown(String expression) {
    String spec = "validations:\n- expression: |-\n    " + expression + "\n";
    assertThat(said(judge(spec, MAP, new LabelsOnly()))).isEmpty();
  }
}
