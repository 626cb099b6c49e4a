package dev.haetae.resource.text;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shape says what a value of an API object may be, and what its parts are. A body that is read by
 * the shape of its kind need not be looked through again for fields of a wrong type: {@link
 * BodyReader} knows the field at each key anyway.
 */
public final class JsonShape {
  static final int OBJECT = 1;
  static final int ARRAY = 2;
  static final int STRING = 4;
  static final int NUMBER = 8;
  static final int BOOLEAN = 16;

  /** Any value, with any parts. */
  public static final JsonShape ANY = of(OBJECT | ARRAY | STRING | NUMBER | BOOLEAN);

  /** A string. */
  public static final JsonShape TEXT = of(STRING);

  /** A number. */
  public static final JsonShape ANY_NUMBER = of(NUMBER);

  /** A truth value. */
  public static final JsonShape FLAG = of(BOOLEAN);

  /** A string or a number. */
  public static final JsonShape TEXT_OR_NUMBER = of(STRING | NUMBER);

  /** A string, or a list of anything. */
  public static final JsonShape TEXT_OR_LIST = of(STRING | ARRAY);

  /** An object of the API, of which {@code apiVersion} and {@code kind} are to say the kind. */
  static final JsonShape UNTOLD = object(() -> Map.of("apiVersion", TEXT, "kind", TEXT));

  /** The shapes of kinds, by which an object is checked while it is read. */
  @FunctionalInterface
  public interface Kinds {
    /** No kind's shape is known. */
    Kinds NONE = (_, _) -> null;

    /**
     * The shape of a kind's objects; null when it is not known.
     *
     * @param apiVersion such as {@code apps/v1}
     * @param kind such as {@code Deployment}
     */
    @Nullable JsonShape of(String apiVersion, String kind);
  }

  private final int takes;
  private final long least;
  private final long most;
  private final @Nullable JsonShape part;
  private final @Nullable Supplier<Map<String, JsonShape>> fields;
  // A race makes the table twice, which is harmless: its own fields are final.
  private @Nullable Table table;

  private JsonShape(
      int takes,
      long least,
      long most,
      @Nullable JsonShape part,
      @Nullable Supplier<Map<String, JsonShape>> fields) {
    this.takes = takes;
    this.least = least;
    this.most = most;
    this.part = part;
    this.fields = fields;
  }

  private static JsonShape of(int takes) {
    return new JsonShape(takes, Long.MIN_VALUE, Long.MAX_VALUE, null, null);
  }

  /** A whole number between two bounds. */
  public static JsonShape whole(long least, long most) {
    return new JsonShape(NUMBER, least, most, null, null);
  }

  /** A string, or a whole number between two bounds. */
  public static JsonShape textOrWhole(long least, long most) {
    return new JsonShape(STRING | NUMBER, least, most, null, null);
  }

  /** A list of these. */
  public static JsonShape listOf(JsonShape element) {
    return new JsonShape(ARRAY, 0, 0, element, null);
  }

  /** An object with any keys, each of such a value. */
  public static JsonShape mapOf(JsonShape value) {
    return new JsonShape(OBJECT, 0, 0, value, null);
  }

  /**
   * An object of these fields, and any others of any value.
   *
   * @param fields by their names, which are ASCII; asked for when such an object is first read
   */
  public static JsonShape object(Supplier<Map<String, JsonShape>> fields) {
    return new JsonShape(OBJECT, 0, 0, null, fields);
  }

  /** Returns whether it may be of these types, a sum of the constants. */
  boolean takes(int type) {
    return (takes & type) != 0;
  }

  /** Returns whether it may be this whole number. */
  boolean takesNumber(long number) {
    return takes(NUMBER) && number >= least && number <= most;
  }

  /** What each element is, or each value of an unknown key. */
  JsonShape part() {
    return part == null ? ANY : part;
  }

  /** The fields of this object; null when any key may be there. */
  @Nullable Table fields() {
    Table known = table;
    if (known == null && fields != null) {
      known = new Table(fields.get());
      table = known;
    }
    return known;
  }

  /** A field of an object: its name and its shape. */
  static final class Field extends FieldNames.Name {
    private final JsonShape shape;

    Field(String name, JsonShape shape) {
      super(name);
      this.shape = shape;
    }

    JsonShape shape() {
      return shape;
    }
  }

  /** The fields of an object by the letters of their names; never changed. */
  static final class Table {
    private final int bits;
    private final int mask;
    private final @Nullable Field[] slots;

    Table(Map<String, JsonShape> fields) {
      bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * fields.size() + 1);
      mask = (1 << bits) - 1;
      slots = new Field[1 << bits];
      fields.forEach((name, shape) -> {
        // The string that rules ask for.
        Field field = new Field(name.intern(), shape);
        int at = FieldNames.slot(field.hash(), bits);
        while (slots[at] != null) {
          at = (at + 1) & mask;
        }
        slots[at] = field;
      });
    }

    /** The field whose name stands from {@code from} to {@code to}; null when none does. */
    @Nullable Field find(byte[] body, int from, int to, long hash) {
      int at = FieldNames.slot(hash, bits);
      // Half of the slots are free.
      while (true) {
        Field field = slots[at];
        if (field == null || field.is(body, from, to, hash)) {
          return field;
        }
        at = (at + 1) & mask;
      }
    }
  }
}
