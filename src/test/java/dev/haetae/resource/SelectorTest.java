package dev.haetae.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  private static final Map<String, String> LABELS = Map.of("tier", "fast", "rack", "7");

  private static ObjectView view(String json) {
    try {
      return ObjectView.of(
          (ObjectValue) JsonReader.review(json.getBytes(UTF_8), Limits.REVIEW), Path.ROOT);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier|In|\"fast\",\"slow\"|true",
        "tier|In||false",
        "none|In|\"fast\"|false",
        "tier|NotIn|\"fast\"|false",
        "none|NotIn|\"fast\"|true",
        "tier|Exists||true",
        "none|Exists||false",
        "none|DoesNotExist||true",
        "tier|DoesNotExist||false",
        "rack|Gt|\"6\"|true",
        "rack|Gt|\"7\"|false",
        "rack|Lt|\"8\"|true",
        "tier|Gt|\"1\"|false",
        "none|Lt|\"1\"|false",
        "rack|Gt|\"x\"|false"
      })
  void comparesLabels(String key, String operator, String values, boolean matches) {
    LabelSelector selector =
        LabelSelector.of(
            view(
                "{\"matchExpressions\":[{\"key\":\"%s\",\"operator\":\"%s\",\"values\":[%s]}]}"
                    .formatted(key, operator, values == null ? "" : values)));
    assertThat(selector.matches(LABELS)).isEqualTo(matches);
  }

  @Test
  void wantsAllRequirements() {
    LabelSelector selector =
        LabelSelector.of(view("{\"matchLabels\":{\"tier\":\"fast\",\"rack\":\"8\"}}"));
    assertThat(selector.matches(LABELS)).isFalse();
    assertThat(LabelSelector.of(view("{}")).matches(LABELS)).isTrue();
  }

  @Test
  void namesAnUnknownOperator() {
    assertThatThrownBy(() ->
            LabelSelector.of(view("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"in\"}]}")))
        .isInstanceOf(MalformedResourceException.class)
        .hasMessage("matchExpressions[0].operator is no operator: \"in\"");
  }

  @Test
  void orsNodeSelectorTerms() {
    NodeSelector selector =
        NodeSelector.of(
            view(
                """
                {"nodeSelectorTerms":[
                  {"matchExpressions":[{"key":"rack","operator":"In","values":["1"]}]},
                  {"matchFields":[{"key":"metadata.name","operator":"In","values":["node-3"]}]},
                  {}]}
                """));
    assertThat(selector.matches("node-3", LABELS)).isTrue();
    assertThat(selector.matches("node-4", LABELS)).isFalse();
    assertThat(NodeSelector.of(view("{}")).matches("node-3", LABELS)).isFalse();
  }
}
