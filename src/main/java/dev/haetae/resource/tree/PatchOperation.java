package dev.haetae.resource.tree;

/**
 * One operation of a JSON Patch (RFC 6902).
 *
 * @param kind what it does
 * @param path where; the last step of {@code ADD} may be an array's index, which inserts before it,
 *     or its size, which appends
 * @param value what is put there; {@link NullValue#NULL} for {@code REMOVE}
 */
public record PatchOperation(Kind kind, Path path, Value value) {
  /** A kind of change. */
  public enum Kind {
    /** Puts a key into an object or inserts an element into an array. */
    ADD("add"),
    /** Puts a value in the place of one that is there. */
    REPLACE("replace"),
    /** Takes a key or element away. */
    REMOVE("remove");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As RFC 6902 writes it. */
    public String word() {
      return word;
    }
  }

  /** Adds {@code value} at {@code path}. */
  public static PatchOperation add(Path path, Value value) {
    return new PatchOperation(Kind.ADD, path, value);
  }

  /** Replaces what is at {@code path}. */
  public static PatchOperation replace(Path path, Value value) {
    return new PatchOperation(Kind.REPLACE, path, value);
  }

  /** Removes what is at {@code path}. */
  public static PatchOperation remove(Path path) {
    return new PatchOperation(Kind.REMOVE, path, NullValue.NULL);
  }

  /**
   * Adds {@code value} at {@code path} of {@code root}, together with the objects above it that are
   * not there yet, in one operation.
   */
  public static PatchOperation addDeep(ObjectValue root, Path path, Value value) {
    Path at = path;
    Value whole = value;
    for (Path parent = at.parent();
        parent != null && parent.parent() != null && parent.in(root).isNull();
        parent = at.parent()) {
      whole =
          at.key().isEmpty()
              ? new ArrayValue.Builder().add(whole).build()
              : ObjectValue.of(at.key(), whole);
      at = parent;
    }
    return add(at, whole);
  }

  /** The operation as JSON. */
  public ObjectValue toValue() {
    ObjectValue.Builder out = new ObjectValue.Builder(3);
    out.put("op", new StringValue(kind.word()));
    out.put("path", new StringValue(path.toPointer()));
    if (kind != Kind.REMOVE) {
      out.put("value", value);
    }
    return out.build();
  }
}
