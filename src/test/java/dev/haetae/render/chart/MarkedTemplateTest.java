package dev.haetae.render.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A line of the template has a marker or none, as the sign before it says: {@code +} or a blank.
 */
class MarkedTemplateTest {
  private static void assertMarked(String signed) {
    List<String> lines = signed.lines().toList();
    List<String> template = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).isEmpty() ? "" : lines.get(i).substring(1);
      template.add(line);
      expected.add(lines.get(i).startsWith("+") ? line + " #@7:" + (i + 1) : line);
    }
    String marked = MarkedTemplate.of(String.join("\n", template), 7);
    assertThat(marked.lines().toList()).isEqualTo(expected);
  }

  @Test
  void textAndWhatIsPrintedAreMarked() {
    assertMarked(
        """
         {{- if .Values.on }}
         # a comment
        +kind: Pod
        +metadata:
        +  name: {{ .Release.Name }}-x
        +  labels:
        +    {{- include "labels" . | nindent 4 }}
         {{- end }}
         {{- $name := "a" }}
         ---
        +kind: Service
        """);
  }

  @Test
  void blocksOfTextAreNot() {
    assertMarked(
        """
        +data:
        +  a: |
             kind: Pod
             x: {{ .Values.x }}
         {{ .Values.more | indent 4 }}
         {{- if .Values.on }}
             y: 1
         {{- end }}
        +  b: >-  # folded
             text

             more
        +  c: d
           e: |{{ .Values.e | nindent 4 }}
        +list:
        +- name: a
        +  run: |-
             echo
        +- |
           text
        +- b
        """);
  }

  @Test
  void valuesOverSeveralLinesAreNot() {
    assertMarked(
        """
           a: "one
             two"
           b: 'it''s
             so'
        +  c: 'it''s'
           d: plain words
             that go on
        +  e: {{ .Values.e }}
        +  f: "{{ .Values.f }}"
        """);
  }

  @Test
  void actionsOverSeveralLinesAreMarkedBehindTheirEndByTheirBeginning() {
    String marked = MarkedTemplate.of("a:\n  {{- include \"x\"\n    (dict \"a\" `}}`) }}\nb: 1", 0);
    assertThat(marked)
        .isEqualTo("a: #@0:1\n  {{- include \"x\"\n    (dict \"a\" `}}`) }} #@0:2\nb: 1 #@0:4");
  }

  @Test
  void whatOthersUseIsNot() {
    assertMarked(
        """
         {{- define "pod" }}
         kind: Pod
         {{- if .on }}
         on: true
         {{- end }}
         {{- end }}
        +kind: Service
        """);
  }

  @Test
  void whatEatsALineBreakIsNot() {
    assertMarked(
        """
         a: {{ .Values.a -}}
        +b: 1
         c: first
        +{{- if .Values.second }}-second{{ end }}
         {{- /* a comment
          kind: Pod */}}
        +d: 1
        """);
  }

  @Test
  void lineEndsAreKept() {
    assertThat(MarkedTemplate.of("a: 1\r\nb: 2\r\n", 3)).isEqualTo("a: 1 #@3:1\r\nb: 2 #@3:2\r\n");
  }
}
