package dev.haetae.resource.text;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.OpenValues;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as an API server writes it: the short way of {@link JsonReader} for the bodies of
 * reviews, in half the time.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond the limits or merely
 * uncommon (a key written twice or with an escape in it, a number with a fraction), and {@link
 * JsonReader} reads the text once more from its beginning. So there is one place that refuses a
 * text and says why; here is only to be shown that what is read, is read as there.
 */
final class BodyReader extends JsonTokens {
  private final Limits limits;
  private final OpenValues open = new OpenValues(false);
  private int read;
  private boolean laterSeen;
  private int laterStart;
  private int laterEnd;

  private BodyReader(byte[] body, int from, int to, Limits limits) {
    super(body, from, to);
    this.limits = limits;
  }

  /**
   * The selected parts of the one JSON value from {@code from} to {@code to}; null when it is
   * nothing for here.
   */
  static @Nullable JsonReading read(
      byte[] body, int from, int to, Limits limits, JsonSelection selection) {
    BodyReader reader = new BodyReader(body, from, to, limits);
    Value value = reader.value(0, selection);
    return value == null || !reader.isEnd()
        ? null
        : new JsonReading(value, body, reader.laterStart, reader.laterEnd, limits);
  }

  private boolean counts(int depth) {
    return depth <= limits.depth() && ++read <= limits.values();
  }

  // The recursion is as deep as the limit allows, no deeper.
  private @Nullable Value value(int depth, JsonSelection selection) {
    if (!counts(depth)) {
      return null;
    }
    int first = next();
    return switch (first) {
      case '{' -> object(depth, selection);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> isWord("true") ? BooleanValue.TRUE : null;
      case 'f' -> isWord("false") ? BooleanValue.FALSE : null;
      case 'n' -> isWord("null") ? NullValue.NULL : null;
      default -> number(first);
    };
  }

  private @Nullable Value object(int depth, JsonSelection selection) {
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    if (isEmpty('}')) {
      return open.object(base, mask);
    }
    do {
      String key = key();
      if (key == null) {
        return null;
      }
      JsonSelection selected = selection.of(key);
      if (selected == JsonSelection.NONE || selected == JsonSelection.LATER) {
        if (!skips(depth + 1, selected)) {
          return null;
        }
        continue;
      }
      if (index == null && open.size() - base > OpenValues.LINEAR) {
        index = open.index(base);
      }
      long bit = ObjectValue.bit(key);
      boolean isNew = (mask & bit) == 0 || open.find(base, index, key) < 0;
      Value value = isNew ? value(depth + 1, selected) : null;
      if (value == null) {
        return null;
      }
      mask |= bit;
      if (index != null) {
        index.put(key, open.size());
      }
      open.push(key, value, Position.NONE);
    } while (!isLast('}'));
    return isBroken() ? null : open.object(base, mask);
  }

  private @Nullable Value array(int depth) {
    int base = open.size();
    if (isEmpty(']')) {
      return open.array(base);
    }
    do {
      Value value = value(depth + 1, JsonSelection.ALL);
      if (value == null) {
        return null;
      }
      open.push(null, value, Position.NONE);
    } while (!isLast(']'));
    return isBroken() ? null : open.array(base);
  }

  private boolean skips(int depth, JsonSelection selected) {
    boolean isNull = next() == 'n';
    int start = at();
    if (!skips(depth)) {
      return false;
    }
    if (selected == JsonSelection.LATER) {
      if (laterSeen) {
        return false;
      }
      laterSeen = true;
      if (!isNull) {
        laterStart = start;
        laterEnd = at();
      }
    }
    return true;
  }

  private boolean skips(int depth) {
    if (!counts(depth)) {
      return false;
    }
    int first = next();
    return switch (first) {
      case '{' -> skipsMembers(depth, '}');
      case '[' -> skipsMembers(depth, ']');
      case '"' -> skipsString();
      case 't' -> isWord("true");
      case 'f' -> isWord("false");
      case 'n' -> isWord("null");
      default -> number(first) != null;
    };
  }

  private boolean skipsMembers(int depth, char close) {
    if (isEmpty(close)) {
      return true;
    }
    do {
      if ((close == '}' && !skipsKey()) || !skips(depth + 1)) {
        return false;
      }
    } while (!isLast(close));
    return !isBroken();
  }
}
