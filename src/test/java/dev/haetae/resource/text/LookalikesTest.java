package dev.haetae.resource.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookalikesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a:\u00a0b|3|a non-breaking space (U+00A0)",
        "\u202f a: b|1|a non-breaking space (U+202F)",
        "a:\u2003b|3|this space (U+2003)",
        "a:\u3000b|3|this space (U+3000)",
        "a\u200b: b|2|a character that is not to be seen (U+200B)",
        "a: \ufeffb|4|a character that is not to be seen (U+FEFF)",
        "a: \u201cb\u201d|4|a typographic quote (U+201C)",
        "a: \u2018b\u2019|4|a typographic quote (U+2018)",
        "a\uff1a b|2|a full-width colon (U+FF1A)",
        "\u2013 a|1|this dash (U+2013)"
      })
  void areNamedWhereTheyStand(String line, int column, String what) {
    UnreadableException found =
        Objects.requireNonNull(Lookalikes.find(line.translateEscapes(), 7), line);
    assertThat(found.sentence()).startsWith(what);
    assertThat(found.line()).isEqualTo(7);
    assertThat(found.column()).isEqualTo(column);
  }

  @Test
  void otherLettersAndCommentsAreLeftAlone() {
    assertThat(Lookalikes.find("a: \u00fc\ud574\ud0dc # \u201cwords\u201d", 1)).isNull();
  }

  /** All of it is one long word to YAML. */
  @Test
  void areFoundInADocumentOfNothingElse() {
    assertThatThrownBy(
            () -> YamlReader.read("apiVersion:\u00a0v1\nkind:\u00a0Pod\n", 1, 0, Limits.FILES))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("a non-breaking space");
  }

  /** YAML stumbles only where it is more deeply indented than before. */
  @Test
  void areFoundWhereTheyIndentFarAboveTheFault() {
    assertThatThrownBy(() ->
            YamlReader.read(
                "spec:\n  a: 1\n\u00a0\u00a0b:\n  c: 1\n  d: 1\n  e: 1\n  f: 1\n   g: 1\n",
                1,
                0,
                Limits.FILES))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e -> {
              assertThat(e.sentence()).startsWith("a non-breaking space");
              assertThat(e.line()).isEqualTo(3);
            });
  }

  /** Quoted or not, they are fine where YAML can read them. */
  @Test
  void areFineInATextThatCanBeRead() throws UnreadableException {
    assertThat(YamlReader.read("a: \u201cb\u201d\u00a0c\n", 1, 0, Limits.FILES)).isNotNull();
  }
}
