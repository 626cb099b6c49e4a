package dev.haetae.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HtmlReportTest {
  @ParameterizedTest
  @EnumSource(Language.class)
  void controlCharactersAreShown(Language language) {
    String html = new HtmlReport().file(MadeUpCluster.named("\u001b[2J\u202e"), language);
    assertThat(html).contains("vision\\u001b[2J\\u202e").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void linesStayLines() {
    assertThat(PageOutput.shown("a:\n\tb\r\n가 \u0000")).isEqualTo("a:\n\tb\r\n가 \\u0000");
  }
}
