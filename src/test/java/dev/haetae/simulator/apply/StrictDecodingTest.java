package dev.haetae.simulator.apply;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictDecodingTest {
  private static ObjectValue pod(String spec) {
    try {
      return TruthRows.object(
          ("{'apiVersion':'v1','kind':'Pod','spec':" + spec + '}').replace('\'', '"'));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'frob':1}|strict decoding error: unknown field \"spec.frob\"",
        "{'frob':1,'containers':[{'name':'a','x':1}]}|strict decoding error: unknown field"
            + " \"spec.frob\", unknown field \"spec.containers[0].x\"",
        "{'hostNetwork':'maybe','frob':1}|json: cannot unmarshal string into Go struct field"
            + " PodSpec.spec.hostNetwork of type bool",
        "{'containers':[{'name':1}]}|json: cannot unmarshal number into Go struct field"
            + " Container.spec.containers.name of type string",
        "{'nodeSelector':{'a':true}}|json: cannot unmarshal bool into Go struct field"
            + " PodSpec.spec.nodeSelector of type string",
        "{'containers':'x'}|json: cannot unmarshal string into Go struct field"
            + " PodSpec.spec.containers of type []v1.Container",
        "{'priority':1.5}|json: cannot unmarshal number 1.5 into Go struct field"
            + " PodSpec.spec.priority of type int32",
      })
  void whatCannotBeDecodedIsToldInTheServersWords(String spec, String message) {
    assertThatThrownBy(() -> StrictDecoding.decoded(pod(spec))).hasMessage(message);
  }

  @Test
  void whatCanIsLeft() {
    assertThatCode(() -> StrictDecoding.decoded(pod("{'priority':1,'hostNetwork':null}")))
        .doesNotThrowAnyException();
    assertThatCode(() -> StrictDecoding.converted(pod("{'frob':1}"))).doesNotThrowAnyException();
  }
}
