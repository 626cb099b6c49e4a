package dev.haetae.resource.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field path, from the root of an object down; written {@code
 * spec.template.spec.volumes[0].hostPath}, keys that are no plain words in brackets: {@code
 * resources.limits[nvidia.com/gpu]}.
 */
public final class Path {
  /** The object itself; written as the empty string. */
  public static final Path ROOT = new Path(null, null, -1);

  private final @Nullable Path parent;
  private final @Nullable String key;
  private final int index;

  private Path(@Nullable Path parent, @Nullable String key, int index) {
    this.parent = parent;
    this.key = key;
    this.index = index;
  }

  /** The path of {@code keys}, one below the other. */
  public static Path of(String... keys) {
    Path path = ROOT;
    for (String key : keys) {
      path = path.child(key);
    }
    return path;
  }

  /** The path of {@code key} in the object here. */
  public Path child(String key) {
    return new Path(this, key, -1);
  }

  /** The path of the element at {@code index} of the array here. */
  public Path child(int index) {
    return new Path(this, null, index);
  }

  /** The path one up; null at the root. */
  public @Nullable Path parent() {
    return parent;
  }

  /** This path followed by {@code other}. */
  public Path append(Path other) {
    Path path = this;
    for (Path step : other.steps()) {
      path = step.key == null ? path.child(step.index) : path.child(step.key);
    }
    return path;
  }

  /** The part behind {@code prefix}; null when this path does not begin with it. */
  public @Nullable Path below(Path prefix) {
    List<Path> mine = steps();
    int length = prefix.steps().size();
    if (length > mine.size() || !(length == 0 ? ROOT : mine.get(length - 1)).equals(prefix)) {
      return null;
    }
    Path path = ROOT;
    for (Path step : mine.subList(length, mine.size())) {
      path = step.key == null ? path.child(step.index) : path.child(step.key);
    }
    return path;
  }

  /** Its first step, as a path of its own; null at the root. */
  @Nullable
  public Path first() {
    Path step = null;
    for (Path at = this; at.parent != null; at = at.parent) {
      step = at;
    }
    return step;
  }

  /** The last key; empty for an element of an array and for the root. */
  public String key() {
    return key == null ? "" : key;
  }

  /** The last index; -1 for a key of an object and for the root. */
  public int index() {
    return index;
  }

  /** The paths on the way here, from the first below the root to this one. */
  public List<Path> steps() {
    List<Path> steps = new ArrayList<>();
    for (Path at = this; at.parent != null; at = at.parent) {
      steps.add(at);
    }
    return steps.reversed();
  }

  /** The value at this path in {@code root}; {@link NullValue#NULL} when there is none. */
  public Value in(ObjectValue root) {
    Value value = root;
    for (Path step : steps()) {
      value = step.from(value);
    }
    return value;
  }

  private Value from(Value value) {
    if (key != null) {
      return value instanceof ObjectValue object ? object.get(key) : NullValue.NULL;
    }
    return value instanceof ArrayValue array && index < array.size()
        ? array.get(index)
        : NullValue.NULL;
  }

  /**
   * The place of this path in the text of {@code root}: its key, or the nearest parent that exists;
   * null when positions were not recorded or the path leads nowhere.
   */
  public @Nullable Position position(ObjectValue root) {
    Value value = root;
    long found = Position.NONE;
    for (Path step : steps()) {
      long here = step.placeIn(value);
      if (here == Position.ABSENT) {
        break;
      }
      found = here == Position.NONE ? found : here;
      value = step.from(value);
    }
    return Position.unpack(found);
  }

  private long placeIn(Value value) {
    if (key == null) {
      return value instanceof ArrayValue array && index < array.size()
          ? array.position(index)
          : Position.ABSENT;
    }
    int at = value instanceof ObjectValue object ? object.indexOf(key) : -1;
    return at < 0 ? Position.ABSENT : ((ObjectValue) value).position(at);
  }

  /** The path as an RFC 6901 JSON Pointer, escaped. */
  public String toPointer() {
    StringBuilder out = new StringBuilder();
    for (Path step : steps()) {
      out.append('/');
      if (step.key == null) {
        out.append(step.index);
      } else {
        out.append(step.key.replace("~", "~0").replace("/", "~1"));
      }
    }
    return out.toString();
  }

  /** The path with every index erased: {@code spec.volumes[*].hostPath}. */
  public String pattern() {
    return write(true, Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return write(false, Integer.MAX_VALUE);
  }

  /**
   * The path fit for a message: on one line, cut to {@code longest} characters. Costs no more than
   * what is shown, however long the keys are.
   */
  public String shown(int longest) {
    return Text.shorten(written(longest), longest);
  }

  /**
   * The path as it is written, or a beginning of it that is longer than {@code longest} characters:
   * for those who cut it. Costs no more than what is written, however long the keys are.
   */
  public String written(int longest) {
    return write(false, longest);
  }

  /** The number of letters that its keys have in all. */
  public int letters() {
    int letters = 0;
    for (Path at = this; at.parent != null; at = at.parent) {
      letters += at.key == null ? 0 : at.key.length();
    }
    return letters;
  }

  private String write(boolean erased, int longest) {
    StringBuilder out = new StringBuilder(64);
    write(out, erased, longest);
    return out.toString();
  }

  private void write(StringBuilder out, boolean erased, int longest) {
    if (parent == null) {
      return;
    }
    parent.write(out, erased, longest);
    if (out.length() > longest) {
      return;
    }
    if (key == null) {
      out.append('[').append(erased ? "*" : Integer.toString(index)).append(']');
    } else {
      String shown = key.length() > longest ? key.substring(0, longest + 1) : key;
      boolean word = isWord(shown);
      out.append(word ? out.isEmpty() ? "" : "." : "[").append(shown).append(word ? "" : "]");
    }
  }

  private static boolean isWord(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$')) {
        return false;
      }
    }
    return !key.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Path that
            && index == that.index
            && Objects.equals(key, that.key)
            && Objects.equals(parent, that.parent));
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(parent) + (key == null ? index : key.hashCode());
  }
}
