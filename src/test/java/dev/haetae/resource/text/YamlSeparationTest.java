package dev.haetae.resource.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSeparationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind:\tPod\n",
        "kind: \t Pod\n",
        "spec:\t\n  a: 1\n",
        "spec:\t# why\n  a: 1\n",
        "a: 'b'\t# why\n",
        "a: \"b\"\t\n",
        "a: [1,\n\t2]\t# why\n",
        "{\n\ta: 1\n}\n",
        "a: {b:\t1}\t\n",
        "a: &x\tb\n",
        "a: !!str\tb\n",
        "a: |\t# why\n  text\n",
        "- a:\tb\n  c:\td\n",
        "a: b\n\n  \tc: d\n",
        "a: b\n  \tc\n",
        "a:\n- b\nc:\td\n",
        "\"a\"\t: b\n",
        "---\ta: b\n",
      })
  void tabsThatSeparateBecomeSpaces(String text) throws UnreadableException {
    assertThat(YamlSeparation.separateBySpaces(text, 1)).isEqualTo(text.replace('\t', ' '));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b\tc\n",
        "a: 'b\tc'\n",
        "a: \"b\tc\\\"\td\"\n",
        "a: 'it''s\ta'\n",
        "a: |\n  b\tc\n  \td\n\n  e:\tf\n",
        "a: >-\n    b\n     \tc\n",
        "a: |1\n \tb\n",
        "# a\tcomment\na: b # c\td\n",
        "a: b\t\n",
        "\ta: b\n",
        "a:\n\tb: c\n",
        "- \ta: b\n\t- c\n",
      })
  void otherTabsStay(String text) throws UnreadableException {
    assertThat(YamlSeparation.separateBySpaces(text, 1)).isEqualTo(text);
  }

  @Test
  void oneTextMayHaveBoth() throws UnreadableException {
    assertThat(YamlSeparation.separateBySpaces("a:\t|\n\n  b:\tc\nd:\t'e\tf'\t# g\th\n", 1))
        .isEqualTo("a: |\n\n  b:\tc\nd: 'e\tf' # g\th\n");
  }

  @Test
  void aTabThatIndentsIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> YamlSeparation.separateBySpaces("a: b\n\tc: d\n", 10))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              assertThat(e.sentence()).isEqualTo("a tab cannot indent in YAML; use spaces");
              assertThat(e.line()).isEqualTo(11);
              assertThat(e.column()).isEqualTo(1);
            });
    assertThatThrownBy(() -> YamlSeparation.separateBySpaces("a: |\n \tb\n", 1))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void aColonBeforeABracketNeedsASpace() throws UnreadableException {
    assertThatThrownBy(() -> YamlSeparation.separateBySpaces("a: {b: c, port:{number: 80}}\n", 1))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              assertThat(e.sentence()).isEqualTo("a space is missing after the colon");
              assertThat(e.column()).isEqualTo(16);
            });
    String fine = "a: {\"b\":{c: 1}, d: [\"e\":[1]]}\nf: g:{h}\n";
    assertThat(YamlSeparation.separateBySpaces(fine, 1)).isEqualTo(fine);
  }
}
