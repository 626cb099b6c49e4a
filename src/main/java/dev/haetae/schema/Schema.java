package dev.haetae.schema;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every built-in kind of Kubernetes and the types of its fields.
 *
 * <p>The table is one sorted text. A type is looked for in it when it is first asked for: a run of
 * the command line meets about forty of the eight hundred, too few to pay for parsing them all.
 * Safe for use by many threads.
 */
public final class Schema {
  private static final String JSON_SCHEMA = "Apiextensions.V1.JSONSchemaProps";
  private static final Map<String, Scalar> SCALARS = scalars();
  private static final String NO_RESOURCE = "-";
  private static final String KIND = "kind ";

  private final String table;
  private final @Nullable Schema base;
  private final Map<String, ObjectType> types = new ConcurrentHashMap<>();
  private final Map<String, ObjectType> kinds = new ConcurrentHashMap<>();
  private volatile @Nullable ServedKinds served;

  private Schema(String table, @Nullable Schema base) {
    this.table = table;
    this.base = base;
  }

  /** The kinds of Kubernetes 1.36; read when first asked for. */
  public static Schema kubernetes() {
    return Kubernetes.SCHEMA;
  }

  /**
   * A schema by its text, sorted by lines, each ended: a line {@code kind APIVERSION KIND TYPE} for
   * each kind, a line {@code type NAME FIELD:WORD…} for each type, a line {@code unserved
   * APIVERSION KIND SINCE} for each kind that decodes and is no resource, or was one before. A word
   * is a {@link Scalar}'s, {@code any}, a type's name, or one of these after {@code []} (list of)
   * or <code>{}</code> (map of).
   */
  static Schema of(String table) {
    return new Schema(table, null);
  }

  /**
   * A schema of further types, which may be made of those of Kubernetes.
   *
   * @param table as that of Kubernetes: sorted lines {@code type NAME FIELD:WORD…} and {@code kind
   *     APIVERSION KIND TYPE}
   */
  public static Schema further(String table) {
    return new Schema(table, kubernetes());
  }

  /**
   * The type of a kind's objects; empty for a kind that is not built in.
   *
   * @param apiVersion such as {@code v1} or {@code apps/v1}
   * @param kind such as {@code Deployment}
   */
  public Optional<ObjectType> kind(String apiVersion, String kind) {
    return Optional.ofNullable(kindOrNull(apiVersion, kind));
  }

  /** Returns what {@link #kind} gives; null for a kind that is not built in. */
  public @Nullable ObjectType kindOrNull(String apiVersion, String kind) {
    // With a space or a line break inside, the search would run into the next column.
    if (!isWord(apiVersion) || !isWord(kind)) {
      return null;
    }
    String column = apiVersion + ' ' + kind;
    ObjectType known = kinds.get(column);
    if (known == null) {
      String name = rest(KIND + column + ' ');
      // Names that are no kinds are not kept: there is no end of them.
      if (!name.isEmpty()) {
        known = type(name);
        kinds.put(column, known);
      }
    }
    return known;
  }

  /**
   * Returns whether an API server has resources of this kind in this version. A group that the
   * schema knows nothing of is somebody else's: whatever it holds is taken to be served. Such a
   * group has a domain, though: {@code app/v1 Deployment} can only be misspelt.
   */
  public boolean serves(String apiVersion, String kind) {
    if (!isWord(apiVersion) || !isWord(kind)) {
      return true;
    }
    if (!hasGroup(apiVersion)) {
      return apiVersion.lastIndexOf('.', apiVersion.indexOf('/')) >= 0 || !served().include(kind);
    }
    return kindOrNull(apiVersion, kind) != null && unserved(apiVersion, kind).isEmpty();
  }

  /**
   * The release that has this kind no longer, such as {@code 1.25}; empty for one that no release
   * had, or which is still there.
   */
  public Optional<String> removedIn(String apiVersion, String kind) {
    String since = isWord(apiVersion) && isWord(kind) ? unserved(apiVersion, kind) : "";
    return since.isEmpty() || since.equals(NO_RESOURCE) ? Optional.empty() : Optional.of(since);
  }

  /** The kinds that are served; read when somebody has met one that is not. */
  public ServedKinds served() {
    ServedKinds known = served;
    if (known == null) {
      known = readServed();
      served = known;
    }
    return known;
  }

  private ServedKinds readServed() {
    List<ServedKinds.Kind> read = new ArrayList<>();
    for (String line : table.split("\n", -1)) {
      String[] words = line.startsWith(KIND) ? line.split(" ", -1) : new String[0];
      if (words.length > 2 && unserved(words[1], words[2]).isEmpty()) {
        read.add(new ServedKinds.Kind(words[1], words[2]));
      }
    }
    return new ServedKinds(read);
  }

  // Of the core group there is no name: every version without one is its.
  private boolean hasGroup(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    String group = apiVersion.substring(0, slash + 1);
    return slash < 0 || hasLine(KIND + group) || hasLine("unserved " + group);
  }

  private String unserved(String apiVersion, String kind) {
    return rest("unserved " + apiVersion + ' ' + kind + ' ');
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  ObjectType type(String name) {
    ObjectType known = types.get(name);
    if (known == null) {
      String line = rest("type " + name + ' ');
      if (line.isEmpty() && base != null) {
        return base.type(name);
      }
      ObjectType read = new ObjectType(this, name, line);
      ObjectType other = types.putIfAbsent(name, read);
      known = other == null ? read : other;
    }
    return known;
  }

  private boolean hasLine(String begin) {
    return !rest(begin).isEmpty();
  }

  // What follows `begin` in a line that begins so; empty when none does. The lines are sorted.
  private String rest(String begin) {
    int low = 0;
    int high = table.length();
    while (low < high) {
      int line = table.lastIndexOf('\n', (low + high) / 2 - 1) + 1;
      int end = table.indexOf('\n', line);
      int order = compare(begin, line);
      if (order == 0) {
        return table.substring(line + begin.length(), end);
      }
      if (order < 0) {
        high = line;
      } else {
        low = end + 1;
      }
    }
    return "";
  }

  private int compare(String begin, int line) {
    for (int i = 0; i < begin.length(); i++) {
      int order = Character.compare(begin.charAt(i), table.charAt(line + i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  FieldType fieldType(String word) {
    if (word.startsWith("[]")) {
      return new ListOf(fieldType(word.substring(2)));
    }
    if (word.startsWith("{}")) {
      return new MapOf(fieldType(word.substring(2)));
    }
    if (Character.isUpperCase(word.charAt(0))) {
      return new ObjectOf(type(word));
    }
    Scalar scalar = SCALARS.get(word);
    if (scalar != null) {
      return scalar;
    }
    ObjectType schema = type(JSON_SCHEMA);
    return switch (word) {
      case "any" -> Any.ANY;
      case "schemaOrBoolean" -> new ObjectOr(schema, Scalar.BOOLEAN, true);
      case "schemaOrSchemas" -> new ObjectOr(schema, new ListOf(new ObjectOf(schema)), false);
      case "schemaOrStrings" -> new ObjectOr(schema, new ListOf(Scalar.STRING), false);
      default -> throw new IllegalStateException("no such word for a type: " + word);
    };
  }

  private static Map<String, Scalar> scalars() {
    Map<String, Scalar> scalars = new HashMap<>();
    for (Scalar scalar : Scalar.values()) {
      scalars.put(scalar.word(), scalar);
    }
    return Map.copyOf(scalars);
  }

  // Loaded when the class is, which is when somebody asks.
  private static final class Kubernetes {
    static final Schema SCHEMA = of(read("dev/haetae/schema/kubernetes.txt"));

    private static String read(String path) {
      String constant = TableConstants.of(path);
      if (constant != null) {
        return constant;
      }
      try (InputStream in = Schema.class.getResourceAsStream('/' + path)) {
        if (in == null) {
          throw new IllegalStateException(path + " is not on the class path");
        }
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
