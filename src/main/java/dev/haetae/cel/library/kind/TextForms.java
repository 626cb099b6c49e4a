package dev.haetae.cel.library.kind;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The forms of texts that OpenAPI names: URIs, UUIDs, base64, dates and moments. */
public final class TextForms {
  public static final String UUID =
      "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$";
  public static final String TIME =
      "^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$";
  private static final String BASE64 =
      "^(?:[A-Za-z0-9+\\/]{4})*"
          + "(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=|[A-Za-z0-9+\\/]{4})$";
  private static final Pattern IS_UUID = Pattern.compile(UUID);
  private static final Pattern IS_TIME = Pattern.compile(TIME);
  private static final Pattern IS_BASE64 = Pattern.compile(BASE64);
  private static final Pattern IS_DATE = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");

  private TextForms() {}

  public static List<String> uri(String text) {
    return UrlText.request(text) instanceof UrlText.Unread(String why) ? List.of(why) : List.of();
  }

  public static List<String> uuid(String text) {
    return fault(matches(IS_UUID, text), "does not match the UUID format");
  }

  public static List<String> base64(String text) {
    return fault(matches(IS_BASE64, text), "invalid base64");
  }

  public static List<String> date(String text) {
    return fault(isDate(text), "invalid date");
  }

  public static List<String> dateTime(String text) {
    return fault(isDateTime(text), "invalid datetime");
  }

  private static List<String> fault(boolean right, String fault) {
    return right ? List.of() : List.of(fault);
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }

  private static boolean isDate(String text) {
    if (!matches(IS_DATE, text)) {
      return false;
    }
    try {
      LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDateTime(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
    if (parts.length < 2 || !isDate(parts[0])) {
      return false;
    }
    Matcher time = IS_TIME.matcher(parts[1]);
    return time.find()
        && time.group(1).compareTo("23") <= 0
        && time.group(2).compareTo("59") <= 0
        && time.group(3).compareTo("59") <= 0;
  }
}
