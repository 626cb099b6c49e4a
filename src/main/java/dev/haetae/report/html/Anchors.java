package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Values as the page's address has them, behind its {@code #}. */
public final class Anchors {
  // No name of a namespace has a hyphen at its beginning.
  private static final String NONE = "-";

  private Anchors() {}

  /** A namespace as a filter knows it, since an empty filter stands for all. */
  public static String namespace(String name) {
    return name.isEmpty() ? NONE : name;
  }

  /** A value as a query has it. */
  public static String query(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
