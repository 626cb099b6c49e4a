package dev.haetae.schema;

/**
 * The type of a field: the values it takes, as the Go types of the API decode them. Whatever the
 * type, {@code null} is taken too and means that the field is not there.
 */
public sealed interface FieldType {
  /**
   * Returns what the field takes, with its article, for messages: {@code a whole number (int32)}.
   */
  String words();

  /** A type whose values have no parts. */
  enum Scalar implements FieldType {
    STRING("string", "a string"),
    INT32("int32", "a whole number (int32)"),
    INT64("int64", "a whole number (int64)"),
    /** {@code byte}, the element of a {@code []byte} that is written as a list. */
    UINT8("uint8", "a whole number from 0 to 255"),
    NUMBER("number", "a number"),
    BOOLEAN("boolean", "true or false"),
    /** {@code resource.Quantity}: a number, or a string such as {@code 10Gi}. */
    QUANTITY("quantity", "a quantity such as 500m or 10Gi"),
    /** {@code intstr.IntOrString}: an int32 or any string. */
    INT_OR_STRING("intOrString", "a whole number (int32) or a string"),
    /** {@code metav1.Time}: RFC 3339. */
    TIME("time", "a time such as \"2026-01-31T12:00:00Z\""),
    /** {@code metav1.MicroTime}: RFC 3339 with six digits of fraction. */
    MICRO_TIME("microTime", "a time such as \"2026-01-31T12:00:00.000000Z\""),
    /** {@code []byte}: base64 in a string; a list of numbers from 0 to 255 decodes as well. */
    BYTES("bytes", "a base64 string");

    private final String word;
    private final String words;

    Scalar(String word, String words) {
      this.word = word;
      this.words = words;
    }

    // How kubernetes.txt writes it.
    String word() {
      return word;
    }

    @Override
    public String words() {
      return words;
    }
  }

  /**
   * A list.
   *
   * @param element what each element is
   */
  record ListOf(FieldType element) implements FieldType {
    @Override
    public String words() {
      return "a list";
    }
  }

  /**
   * An object whose keys are free.
   *
   * @param value what each value is
   */
  record MapOf(FieldType value) implements FieldType {
    @Override
    public String words() {
      return "an object";
    }
  }

  /**
   * An object whose fields are known; any other is refused.
   *
   * @param type its fields
   */
  record ObjectOf(ObjectType type) implements FieldType {
    @Override
    public String words() {
      return "an object";
    }
  }

  /**
   * An object whose unknown fields are dropped without a word, or something else instead. These are
   * the three such types of CustomResourceDefinitions, which decode themselves.
   *
   * @param type the fields of the object; what is known of them is checked
   * @param instead what may stand there in place of the object
   * @param closed whether a value of any other shape is refused; else it is ignored
   */
  record ObjectOr(ObjectType type, FieldType instead, boolean closed) implements FieldType {
    @Override
    public String words() {
      return "an object or " + instead.words();
    }
  }

  /** Anything at all: an embedded object of an unknown kind, or free JSON. */
  record Any() implements FieldType {
    static final Any ANY = new Any();

    @Override
    public String words() {
      return "anything";
    }
  }
}
