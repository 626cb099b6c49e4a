package dev.haetae.cel.library.kind;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The forms of names in Kubernetes, and what it says of what is none. */
public final class Names {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + KEY + ")?";
  private static final Pattern IS_LABEL = whole(LABEL);
  private static final Pattern IS_SUBDOMAIN = whole(SUBDOMAIN);
  private static final Pattern IS_LABEL_1035 = whole(LABEL_1035);
  private static final Pattern IS_KEY = whole(KEY);
  private static final Pattern IS_VALUE = whole(VALUE);
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final String KEY_FAULT =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character"
          + regex(KEY, "MyName", "my.name", "123-abc");

  private Names() {}

  private static String regex(String pattern, String... examples) {
    return " (e.g. '"
        + String.join("',  or '", examples)
        + "', regex used for validation is '"
        + pattern
        + "')";
  }

  private static Pattern whole(String pattern) {
    return Pattern.compile("^" + pattern + "$");
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }

  private static List<String> faults(String text, int longest) {
    List<String> faults = new ArrayList<>();
    if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
      faults.add("must be no more than " + longest + " characters");
    }
    return faults;
  }

  /** A name of which more is to come: a dash at its end does no harm. */
  public static String prefix(String text) {
    return text.length() > 1 && text.endsWith("-")
        ? text.substring(0, text.length() - 2) + "a"
        : text;
  }

  public static List<String> dns1123Label(String text) {
    List<String> faults = faults(text, LONGEST_LABEL);
    if (!matches(IS_LABEL, text)) {
      faults.add(
          matches(IS_SUBDOMAIN, text)
              ? "must not contain dots"
              : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                  + " '-', and must start and end with an alphanumeric character"
                  + regex(LABEL, "my-name", "123-abc"));
    }
    return faults;
  }

  public static List<String> dns1123Subdomain(String text) {
    List<String> faults = faults(text, LONGEST_SUBDOMAIN);
    if (!matches(IS_SUBDOMAIN, text)) {
      faults.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
              + " '-' or '.', and must start and end with an alphanumeric character"
              + regex(SUBDOMAIN, "example.com"));
    }
    return faults;
  }

  public static List<String> dns1035Label(String text) {
    List<String> faults = faults(text, LONGEST_LABEL);
    if (!matches(IS_LABEL_1035, text)) {
      faults.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character"
              + regex(LABEL_1035, "my-name", "abc-123"));
    }
    return faults;
  }

  public static List<String> labelValue(String text) {
    List<String> faults = faults(text, LONGEST_LABEL);
    if (!matches(IS_VALUE, text)) {
      faults.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
              + " or '.', and must start and end with an alphanumeric character"
              + regex(VALUE, "MyValue", "my_value", "12345"));
    }
    return faults;
  }

  public static List<String> qualifiedName(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (name.contains("/")) {
      return List.of(
          "a valid label key "
              + KEY_FAULT
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    List<String> faults = new ArrayList<>();
    if (slash == 0) {
      faults.add("prefix part must be non-empty");
    } else if (slash > 0) {
      dns1123Subdomain(text.substring(0, slash))
          .forEach(fault -> faults.add("prefix part " + fault));
    }
    if (name.isEmpty()) {
      faults.add("name part must be non-empty");
    } else {
      faults(name, LONGEST_LABEL).forEach(fault -> faults.add("name part " + fault));
    }
    if (!matches(IS_KEY, name)) {
      faults.add("name part " + KEY_FAULT);
    }
    return faults;
  }
}
