package dev.haetae.report.html;

import dev.haetae.resource.tree.Text;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;

/**
 * The output of a page's templates, which shows control and format characters of all texts as
 * {@code \}{@code uXXXX}; lines stay lines.
 */
final class PageOutput extends OwaspHtmlTemplateOutput {
  PageOutput(TemplateOutput out) {
    super(out);
  }

  @Override
  public void writeUserContent(String text) {
    super.writeUserContent(shown(text));
  }

  static String shown(String text) {
    int at = 0;
    while (at < text.length() && !isHidden(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        out.append(Text.escape(String.valueOf(c)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isHidden(char c) {
    if (c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c < 0x7f)) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.FORMAT;
  }
}
