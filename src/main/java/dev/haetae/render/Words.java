package dev.haetae.render;

import dev.haetae.resource.tree.Text;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a program's error, made part of a sentence: one line, short, without chatter. */
public final class Words {
  private static final int LONGEST = 600;
  private static final Pattern CHATTER =
      Pattern.compile(
          "(?m)^(?:Use --debug flag .*|(?:[A-Z]?\\d{4} )?.*walk\\.go:.*|WARNING: .*|# Warning: .*|"
              + "level=WARN .*|time=\\S+ level=WARN .*)$");
  private static final Pattern PREFIX = Pattern.compile("^\\s*(?:Error|error): ");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Words() {}

  /** The error of a program without what stands before and behind it; line breaks are kept. */
  public static String said(String error) {
    String text = CHATTER.matcher(error).replaceAll("").strip();
    return PREFIX.matcher(text).replaceFirst("");
  }

  /**
   * The same on one line, cut, and each of {@code names} as the user wrote it.
   *
   * @param names pairs of a text and what stands in its place
   */
  public static String sentence(String said, List<String> names) {
    String text = said;
    for (int i = 0; i + 1 < names.size(); i += 2) {
      text = text.replace(names.get(i), names.get(i + 1));
    }
    return Text.shorten(BLANKS.matcher(text.strip()).replaceAll(" "), LONGEST);
  }
}
