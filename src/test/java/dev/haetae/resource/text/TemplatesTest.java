package dev.haetae.resource.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Pod\\n{{- if .Values.on }}|2|1|helm template",
        "metadata:\\n  name: {{ .Release.Name }}|2|9|helm template",
        "args:\\n- {{ x }}|2|3|helm template",
        "a: [1, {{ x }}]|1|8|helm template",
        "\"a\": \"{{ no }}\", \"b\": {{ x }}|1|23|helm template",
        "labels:\\n    {{- include \"demo.labels\" . }}|2|5|helm template",
        "{% if gpu %}|1|1|Jinja",
        "${LABELS}\\nkind: Pod|1|1|envsubst",
        "<% if gpu %>|1|1|render it first",
        "name: @STS_NAME@|1|7|render it first"
      },
      quoteCharacter = '`')
  void areKnownByTheirPlaceholders(String text, int line, int column, String how) {
    UnreadableException found =
        Objects.requireNonNull(Templates.find(text.translateEscapes(), 1), text);
    assertThat(found.sentence()).startsWith("a template: render it first").contains(how);
    assertThat(found.line()).isEqualTo(line);
    assertThat(found.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"{{ x }}\"",
        "a: '{{ x }}'",
        "# {{ x }}\na: 1",
        "a: 1 # {{ x }}",
        "data:\n  legend: |\n    {{ instance }}\n    {% y %}\n",
        "data:\n- >-\n  {{ instance }}\n",
        "name: web-{{ x }}",
        "mail: admin@example.com",
        "image: $(REGISTRY)/x:${TAG}",
        "a: {b: 1}"
      })
  void areNotTakenForWhatIsQuotedOrText(String text) {
    assertThat(Templates.find(text, 1)).isNull();
  }

  @Test
  void areReadOnBehindATextBlock() {
    String text = "data:\n  a: |\n    {{ text }}\n\n  b: {{ x }}\n";
    UnreadableException found = Objects.requireNonNull(Templates.find(text, 10));
    assertThat(found.line()).isEqualTo(14);
    assertThat(found.column()).isEqualTo(6);
  }

  /** Its braces are mappings to YAML, so that the text can be composed. */
  @ParameterizedTest
  @CsvSource({"a: {{ }}, 4", "a: {{ .Values.x }}, 4", "{{ .Key }}: b, 1", "? {{ x }}, 3"})
  void areNamedWhereYamlSeesAMapping(String text, int column) {
    assertThatThrownBy(() -> YamlReader.read(text, 1, 0, Limits.FILES))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              assertThat(e.sentence()).startsWith("a template: render it first");
              assertThat(e.column()).isEqualTo(column);
            });
  }
}
