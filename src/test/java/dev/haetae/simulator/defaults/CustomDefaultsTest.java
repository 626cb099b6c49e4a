package dev.haetae.simulator.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.Worlds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of custom kinds are decoded by the schemas of their definitions. */
final class CustomDefaultsTest {
  private static final ObjectValue DEFINITION =
      Worlds.resource(
              """
              apiVersion: apiextensions.k8s.io/v1
              kind: CustomResourceDefinition
              metadata: {name: widgets.example.com}
              spec:
                group: example.com
                names: {kind: Widget, plural: widgets}
                versions:
                  - name: v1
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            properties:
                              mode: {type: string, default: fast}
                              none: {type: string, nullable: true, default: x}
                              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                              map:
                                type: object
                                additionalProperties:
                                  type: object
                                  properties: {size: {type: integer, default: 1}}
                              list:
                                type: array
                                items:
                                  type: object
                                  properties: {size: {type: integer, default: 2}}
                              inner:
                                type: object
                                default: {}
                                properties: {depth: {type: integer, default: 3}}
              """)
          .tree();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                    | {mode: fast, none: x, inner: {depth: 3}}",
        "{mode: slow}          | {mode: slow, none: x, inner: {depth: 3}}",
        "{mode: null}          | {mode: fast, none: x, inner: {depth: 3}}",
        "{none: null}          | {none: null, mode: fast, inner: {depth: 3}}",
        "{unknown: 1}          | {mode: fast, none: x, inner: {depth: 3}}",
        "{free: {a: {b: 1}}}   | {free: {a: {b: 1}}, mode: fast, none: x, inner: {depth: 3}}",
        "{map: {a: {}, b: {size: 9, c: 1}}} "
            + "| {map: {a: {size: 1}, b: {size: 9}}, mode: fast, none: x, inner: {depth: 3}}",
        "{list: [{}, {size: 9}]} "
            + "| {list: [{size: 2}, {size: 9}], mode: fast, none: x, inner: {depth: 3}}",
        "{inner: {depth: 9}}   | {inner: {depth: 9}, mode: fast, none: x}",
      })
  void fieldsAreFilledInAndDropped(String written, String decoded) {
    assertThat(CustomDefaults.of(widget("v1", written), DEFINITION))
        .isEqualTo(widget("v1", decoded));
  }

  @ParameterizedTest
  @CsvSource({"v2", "v1beta1"})
  void anObjectOfAnotherVersionStaysAsItIs(String version) {
    ObjectValue object = widget(version, "{unknown: 1}");
    assertThat(CustomDefaults.of(object, DEFINITION)).isSameAs(object);
  }

  private static ObjectValue widget(String version, String spec) {
    return Worlds.resource(
            "{apiVersion: example.com/%s, kind: Widget, metadata: {name: w, labels: {a: b}}, spec: %s}"
                .formatted(version, spec))
        .tree();
  }
}
