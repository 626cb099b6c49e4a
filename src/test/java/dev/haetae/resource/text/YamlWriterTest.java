package dev.haetae.resource.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.tree.ObjectValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is written as YAML is read back as the same tree, and looks like YAML. */
class YamlWriterTest {
  private static ObjectValue tree(String json) throws UnreadableException {
    return (ObjectValue) JsonReader.documents(json, Limits.FILES).getFirst().root();
  }

  private static String list(ObjectValue object) {
    StringBuilder text = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n");
    YamlWriter.appendElement(text, object);
    return text.toString();
  }

  @Test
  void looksLikeYaml() throws UnreadableException {
    assertThat(
            list(
                tree(
                    """
                    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "labels": {}},
                     "spec": {"a": [{"size": 1, "deep": {"x": [[1, "b"], []]}}, "w"], "b": null}}
                    """)))
        .isEqualTo(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: a
                labels: {}
              spec:
                a:
                - size: 1
                  deep:
                    x:
                    -
                      - 1
                      - b
                    - []
                - w
                b: null
            """);
  }

  @Test
  void readsBackAsTheSame() throws UnreadableException {
    ObjectValue object =
        tree(
            """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "annotations":
             {"on": "yes", "n": "0x1f", "017": "1_000", "~": "", "null": "null", "a b": " c ",
              "colon": "a: b", "hash": "a #b", "lines": "one\\ntwo\\n", "quote": "\\"'", "é": "\\u2028",
              "date": "2026-01-01", "time": "1:30", "star": "*a", "minus": "-", "dash": "--- a"}},
             "numbers": [1, -2, 1.5, 12345678901234567890, true, false, null, "", [], {}],
             "nested": [[[{"a": [{"b": {}}]}]]]}
            """);
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            list(object).getBytes(StandardCharsets.UTF_8), "-", "default", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    assertThat(manifest.resources().getFirst().tree()).isEqualTo(object);
  }
}
