package dev.haetae.render.chart;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers behind the lines of a template, which its rendering carries along: comments that say
 * which line of which file a line was.
 */
final class LineMarkers {
  private static final Pattern MARKER = Pattern.compile(" ?#@(\\d+):(\\d+)");

  private LineMarkers() {}

  /** The marker of a line. */
  static String of(int file, int line) {
    return " #@" + file + ':' + line;
  }

  /** The first line that a rendered line was marked with, for this file; 0 when there is none. */
  static int first(String rendered, int file) {
    Matcher marker = MARKER.matcher(rendered);
    while (marker.find()) {
      if (Integer.parseInt(marker.group(1)) == file) {
        return Integer.parseInt(marker.group(2));
      }
    }
    return 0;
  }

  /** A rendered line without its markers. */
  static String without(String rendered) {
    return rendered.contains("#@") ? MARKER.matcher(rendered).replaceAll("") : rendered;
  }

  /**
   * Returns whether a tree that was rendered with markers has the shape of the one without, and no
   * marker got into a value. Values may differ: each rendering makes passwords anew, and a checksum
   * of a template is another.
   */
  static boolean agree(Value plain, Value marked) {
    return switch (plain) {
      case ObjectValue object -> marked instanceof ObjectValue other && agree(object, other);
      case ArrayValue array -> marked instanceof ArrayValue other && agree(array, other);
      case StringValue _ -> marked instanceof StringValue other && !isMarked(other.text());
      default -> plain.getClass() == marked.getClass();
    };
  }

  private static boolean agree(ObjectValue plain, ObjectValue marked) {
    if (plain.size() != marked.size()) {
      return false;
    }
    for (int i = 0; i < plain.size(); i++) {
      String key = plain.key(i);
      if (marked.indexOf(key) < 0 || !agree(plain.value(i), marked.get(key))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(ArrayValue plain, ArrayValue marked) {
    if (plain.size() != marked.size()) {
      return false;
    }
    for (int i = 0; i < plain.size(); i++) {
      if (!agree(plain.get(i), marked.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMarked(String text) {
    return text.contains("#@") && MARKER.matcher(text).find();
  }
}
