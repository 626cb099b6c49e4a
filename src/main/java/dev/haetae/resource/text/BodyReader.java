package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.Letters;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.OpenValues;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as an API server writes it: the short way of {@link JsonReader} for the bodies of
 * reviews, in half the time; and sees on the way whether the object has the shape of its kind.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond the limits or merely
 * uncommon (a key written twice or with an escape in it, a number with a fraction), and {@link
 * JsonReader} reads the text once more from its beginning. So there is one place that refuses a
 * text and says why; here is only to be shown that what is read, is read as there.
 */
final class BodyReader extends JsonTokens {
  private final int mostDepth;
  private final int mostValues;
  private final JsonShape.Kinds kinds;
  private final OpenValues open = new OpenValues(false);
  private int read;
  // What the object, array, string or number is that has been read last.
  private Value value = NullValue.NULL;
  // The key that has been read last, and what is known to belong to it.
  private String key = "";
  private long keyBit;
  private @Nullable JsonShape keyShape;
  private boolean misfits;
  private boolean isTold;
  private boolean laterSeen;
  private int laterStart;
  private int laterEnd;

  private BodyReader(byte[] body, int to, Limits limits, JsonShape.Kinds kinds) {
    super(body, to);
    this.mostDepth = limits.depth();
    this.mostValues = limits.values();
    this.kinds = kinds;
  }

  /**
   * The selected parts of the one JSON value from {@code from} to {@code to}; null when it is
   * nothing for here.
   */
  static @Nullable JsonReading read(
      byte[] body, int from, int to, Limits limits, JsonSelection selection) {
    return read(body, from, to, limits, selection, JsonShape.Kinds.NONE);
  }

  /**
   * The same.
   *
   * @param kinds the shapes that objects of the API have
   */
  static @Nullable JsonReading read(
      byte[] body,
      int from,
      int to,
      Limits limits,
      JsonSelection selection,
      JsonShape.Kinds kinds) {
    BodyReader reader = new BodyReader(body, to, limits, kinds);
    int at = reader.value(reader.next(from), 0, selection, JsonShape.ANY);
    return at < 0 || reader.next(at) != to
        ? null
        : new JsonReading(
            reader.value,
            body,
            reader.laterStart,
            reader.laterEnd,
            limits,
            reader.isTold && !reader.misfits);
  }

  // The recursion is as deep as the limit allows, no deeper.
  private int value(int at, int depth, JsonSelection selection, JsonShape shape) {
    if (depth > mostDepth || ++read > mostValues) {
      return NOTHING;
    }
    int first = byteAt(at);
    // Most values are strings.
    if (first == '"') {
      return string(at, shape);
    }
    return switch (first) {
      case '{' -> object(at, depth, selection, fit(shape, JsonShape.OBJECT));
      case '[' -> array(at, depth, fit(shape, JsonShape.ARRAY));
      case 't', 'f' -> flag(at, first == 't', shape);
      case 'n' -> {
        value = NullValue.NULL;
        yield word(at, "null");
      }
      default -> whole(at, shape);
    };
  }

  // Below what does not fit nothing more is asked: who is told looks through the whole object.
  private JsonShape fit(JsonShape shape, int type) {
    if (shape.takes(type)) {
      return shape;
    }
    misfits = true;
    return JsonShape.ANY;
  }

  private int string(int at, JsonShape shape) {
    misfits |= !shape.takes(JsonShape.STRING);
    int end = string(at);
    value = new StringValue(text);
    return end;
  }

  private int flag(int at, boolean flag, JsonShape shape) {
    misfits |= !shape.takes(JsonShape.BOOLEAN);
    value = BooleanValue.of(flag);
    return word(at, flag ? "true" : "false");
  }

  private int whole(int at, JsonShape shape) {
    int end = number(at);
    misfits |= !shape.takesNumber(number);
    value = NumberValue.of(number);
    return end;
  }

  private int object(int start, int depth, JsonSelection selection, JsonShape known) {
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    JsonShape shape = selection == JsonSelection.OBJECT ? JsonShape.UNTOLD : known;
    int at = next(start + 1);
    if (byteAt(at) == '}') {
      value = ObjectValue.EMPTY;
      return at + 1;
    }
    while (true) {
      at = key(at, shape.fields());
      if (at < 0) {
        return NOTHING;
      }
      String key = this.key;
      long bit = keyBit;
      JsonSelection selected = selection.of(key);
      if (selected.isLeftOut()) {
        at = leftOut(at, depth + 1, selected);
      } else if ((mask & bit) != 0 && open.find(base, index, key) >= 0) {
        return NOTHING;
      } else {
        mask |= bit;
        at = value(at, depth + 1, selected, keyShape == null ? shape.part() : keyShape);
        index = open.push(base, index, key, value, Position.NONE);
        shape = shape == JsonShape.UNTOLD ? told(base) : shape;
      }
      int after = at < 0 ? NOTHING : byteAt(at);
      if (after != ',') {
        at = behind(at);
        after = at < 0 ? NOTHING : byteAt(at);
      }
      if (after != ',') {
        value = open.object(base, mask);
        return after == '}' ? at + 1 : NOTHING;
      }
      at = next(at + 1);
    }
  }

  // The key that stands there; where what belongs to it begins.
  private int key(int at, JsonShape.@Nullable Table fields) {
    if (byteAt(at) != '"') {
      return NOTHING;
    }
    byte[] body = body();
    int start = at + 1;
    int close = start;
    long hash = 0;
    long letters = Letters.eight(body, close);
    long quote = Letters.ending(letters);
    while (quote == 0) {
      hash = FieldNames.hash(hash, letters);
      close += Long.BYTES;
      if (close >= body.length) {
        return NOTHING;
      }
      letters = Letters.eight(body, close);
      quote = Letters.ending(letters);
    }
    int before = Long.numberOfTrailingZeros(quote) >>> 3;
    close += before;
    hash = FieldNames.hash(hash, letters & ((1L << (Byte.SIZE * before)) - 1));
    JsonShape.Field field = fields == null ? null : fields.find(body, start, close, hash);
    keyShape = field == null ? null : field.shape();
    FieldNames.Name name = field == null ? FieldNames.find(body, start, close, hash) : field;
    // Of a known name nothing more is to be asked.
    if (name == null && !isPlainKey(start, close)) {
      return NOTHING;
    }
    key = name == null ? new String(body, start, close - start, ISO_8859_1) : name.text();
    keyBit = name == null ? ObjectValue.bit(key) : name.bit();
    return colon(close + 1);
  }

  // An API server writes the kind first; where others do not, nothing is known of the fields.
  private JsonShape told(int base) {
    if (open.size() - base < 2) {
      return JsonShape.UNTOLD;
    }
    String apiVersion = open.text(base, "apiVersion");
    String kind = open.text(base, "kind");
    isTold = apiVersion != null && kind != null;
    JsonShape shape = apiVersion != null && kind != null ? kinds.of(apiVersion, kind) : null;
    return shape == null ? JsonShape.ANY : shape;
  }

  private int array(int start, int depth, JsonShape shape) {
    int base = open.size();
    JsonShape element = shape.part();
    int at = next(start + 1);
    if (byteAt(at) == ']') {
      value = ArrayValue.EMPTY;
      return at + 1;
    }
    while (true) {
      at = value(at, depth + 1, JsonSelection.ALL, element);
      open.push(null, value, Position.NONE);
      at = behind(at);
      int after = at < 0 ? NOTHING : byteAt(at);
      if (after != ',') {
        value = open.array(base);
        return after == ']' ? at + 1 : NOTHING;
      }
      at = next(at + 1);
    }
  }

  private int behind(int at) {
    return at < 0 ? NOTHING : next(at);
  }

  private int leftOut(int start, int depth, JsonSelection selected) {
    boolean isNull = byteAt(start) == 'n';
    int at = passed(start, depth);
    if (selected == JsonSelection.LATER) {
      if (laterSeen) {
        return NOTHING;
      }
      laterSeen = true;
      if (!isNull) {
        laterStart = start;
        laterEnd = at;
      }
    }
    return at;
  }

  // Goes past a value.
  private int passed(int at, int depth) {
    if (depth > mostDepth || ++read > mostValues) {
      return NOTHING;
    }
    return switch (byteAt(at)) {
      case '{' -> passedMembers(at, depth, '}');
      case '[' -> passedMembers(at, depth, ']');
      case '"' -> passedString(at);
      case 't' -> word(at, "true");
      case 'f' -> word(at, "false");
      case 'n' -> word(at, "null");
      default -> number(at);
    };
  }

  private int passedMembers(int start, int depth, char close) {
    int at = next(start + 1);
    if (byteAt(at) == close) {
      return at + 1;
    }
    while (at >= 0) {
      if (close == '}') {
        at = passedKey(at);
        if (at < 0) {
          return NOTHING;
        }
      }
      at = behind(passed(at, depth + 1));
      int after = at < 0 ? NOTHING : byteAt(at);
      if (after != ',') {
        return after == close ? at + 1 : NOTHING;
      }
      at = next(at + 1);
    }
    return NOTHING;
  }
}
