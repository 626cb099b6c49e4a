package dev.haetae.resource.text;

import dev.haetae.resource.plain.PlainYaml;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.Document.Clash;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads one YAML document into a tree, as {@code sigs.k8s.io/yaml} reads it: SnakeYAML finds the
 * structure, {@link YamlScalars} decides what a scalar means. What is plain is read the short way
 * of {@link PlainYaml}, to the same tree.
 */
public final class YamlReader {
  private static final int MANY_NAMES = 1 << 16;
  private static final int FEW_REPEATED = 1_000;
  private static final int SMALL = 400_000;
  private static final int LARGE = 4_000_000;

  private final Limits limits;
  private final int firstLine;
  private final List<Document.DuplicateKey> duplicates = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> anchored = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;
  private int repeated;
  private int aliases;

  private YamlReader(Limits limits, int firstLine) {
    this.limits = limits;
    this.firstLine = firstLine;
  }

  /**
   * The document that {@code text} holds; null when it holds none but comments.
   *
   * @param text one document
   * @param firstLine the 1-based line of the file at which the text begins
   * @param index 0-based number of the document in the file
   * @throws UnreadableException when it is no YAML or beyond the limits
   */
  public static @Nullable Document read(String text, int firstLine, int index, Limits limits)
      throws UnreadableException {
    Document plain = plain(text, firstLine, index, limits);
    return plain != null || PlainYaml.isBlank(text)
        ? plain
        : composed(text, firstLine, index, limits);
  }

  // The strings of a large text's keys are worth their table.
  private static @Nullable Document plain(String text, int firstLine, int index, Limits limits) {
    UnaryOperator<String> names =
        text.length() < MANY_NAMES ? UnaryOperator.identity() : FieldNames::of;
    return PlainYaml.read(text, firstLine, index, limits.depth(), limits.values(), names);
  }

  /** The same by the long way, on which all that is wrong is found. */
  static @Nullable Document composed(String text, int firstLine, int index, Limits limits)
      throws UnreadableException {
    return new YamlReader(limits, firstLine).read(text, index);
  }

  /**
   * The document that a part of a larger one makes; null when it makes none, or holds an anchor,
   * which may be meant elsewhere.
   *
   * @param firstLine the 1-based line of the file at which the part begins
   */
  public static @Nullable Document part(String text, int firstLine, int index, Limits limits)
      throws UnreadableException {
    Document plain = plain(text, firstLine, index, limits);
    if (plain != null) {
      return plain;
    }
    YamlReader reader = new YamlReader(limits, firstLine);
    Document document = reader.read(text, index);
    return reader.anchored.isEmpty() ? document : null;
  }

  private @Nullable Document read(String text, int index) throws UnreadableException {
    String plain = withoutMarks(text);
    try {
      Node node = YamlNodes.compose(plain, firstLine, limits.depth());
      if (node == null) {
        return null;
      }
      Position start = position(node.getStartMark());
      Value root = convert(node, Path.ROOT, 0);
      if (root instanceof StringValue) {
        // One long word, if a space that is none follows each colon.
        UnreadableException lookalike = Lookalikes.findInAll(text, firstLine);
        if (lookalike != null) {
          throw lookalike;
        }
      }
      return new Document(root, index, start, duplicates);
    } catch (MarkedYAMLException e) {
      throw problem(e, plain);
    } catch (YAMLException e) {
      throw unmarked(e, plain);
    }
  }

  // A byte order mark may begin any line; it is left where files were put one behind the other.
  private static String withoutMarks(String text) {
    if (text.indexOf('\ufeff') < 0) {
      return text;
    }
    String head = text.startsWith("\ufeff") ? text.substring(1) : text;
    return head.replace("\n\ufeff", "\n");
  }

  private Value convert(Node node, Path path, int depth) throws UnreadableException {
    if (node.getAnchor() == null || anchored.add(node)) {
      return read(node, path, depth);
    }
    aliases++;
    Value value = read(node, path, depth);
    aliases--;
    return value;
  }

  private Value read(Node node, Path path, int depth) throws UnreadableException {
    if (depth > limits.depth()) {
      throw problem("nests deeper than " + limits.depth() + " levels", node);
    }
    if (++values > limits.values()) {
      throw problem("holds more than " + limits.values() + " values, aliases counted", node);
    }
    repeated += aliases > 0 ? 1 : 0;
    if (repeated > FEW_REPEATED && repeated > values * repeatable(values)) {
      throw problem("repeats too much of itself by aliases", node);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        enter(node);
        ArrayValue.Builder array = new ArrayValue.Builder();
        int index = 0;
        for (Node element : sequence.getValue()) {
          long at = packed(element.getStartMark());
          array.add(convert(element, path.child(index++), depth + 1), at);
        }
        open.remove(node);
        yield array.build();
      }
      case MappingNode mapping -> {
        enter(node);
        ObjectValue object = mapping(mapping, path, depth);
        open.remove(node);
        yield object;
      }
      default -> throw problem("this kind of YAML node is not supported", node);
    };
  }

  /**
   * The part of a document's values that may stand in it by aliases: nearly all of a small one, a
   * tenth of a large one. Mirrors {@code allowedAliasRatio} of go-yaml's {@code decode.go}.
   */
  private static double repeatable(int values) {
    double large = (double) (Math.clamp(values, SMALL, LARGE) - SMALL) / (LARGE - SMALL);
    return 0.99 - 0.89 * large;
  }

  private void enter(Node node) throws UnreadableException {
    if (!open.add(node)) {
      throw problem("an alias contains itself", node);
    }
  }

  private ObjectValue mapping(MappingNode mapping, Path path, int depth)
      throws UnreadableException {
    ObjectValue.Builder object = new ObjectValue.Builder(Math.max(1, mapping.getValue().size()));
    Set<String> merged = Set.of();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw noKey(mapping, tuple.getKeyNode());
      }
      if (YamlScalars.isMerge(keyNode)) {
        merged = merged.isEmpty() ? new HashSet<>() : merged;
        merge(object, own(tuple.getValueNode(), keyNode), path, depth, merged);
        continue;
      }
      if (YamlScalars.resolve(keyNode) instanceof NullValue) {
        throw problem("a key is missing before the colon, or is null", keyNode);
      }
      String key = YamlScalars.key(keyNode);
      long at = packed(keyNode.getStartMark());
      Path child = path.child(key);
      long first = object.put(key, convert(tuple.getValueNode(), child, depth + 1), at);
      if (first != Position.ABSENT) {
        duplicate(child, at, first, merged.contains(key) ? Clash.MERGED : Clash.WRITTEN_TWICE);
        if (!merged.isEmpty()) {
          merged.remove(key);
        }
      }
    }
    return object.build();
  }

  // {{ … }} is a mapping whose key is a mapping, to YAML.
  private UnreadableException noKey(MappingNode mapping, Node key) {
    if (isWithin(key, mapping)) {
      return problem(Templates.RENDERED_BY_HELM, mapping);
    }
    boolean isPlaceholder =
        key instanceof MappingNode braces
            && !braces.getValue().isEmpty()
            && isWithin(braces.getValue().getFirst().getKeyNode(), braces);
    return isPlaceholder
        ? problem(Templates.RENDERED_BY_HELM, key)
        : problem("a key must be a plain word, not a list or a mapping", key);
  }

  private static boolean isWithin(Node inner, MappingNode outer) {
    return inner instanceof MappingNode
        && inner.getStartMark().getIndex() == outer.getStartMark().getIndex() + 1;
  }

  // Kubernetes' reader merges an alias of a mapping, and a list of such aliases, but no alias of a
  // list.
  private Node own(Node value, Node key) throws UnreadableException {
    if (value instanceof SequenceNode
        && value.getStartMark().getIndex() < key.getStartMark().getIndex()) {
      throw problem(
          "<< cannot merge a list by its alias: write the list out, such as <<: [*a, *b]", key);
    }
    return value;
  }

  /**
   * Puts what {@code source} holds over what is there already. Mirrors go-yaml's function of this
   * name: a merge counts where it is written, so that keys before it lose and keys behind it win;
   * of a list the first wins.
   *
   * @param merged the keys that merges have brought and that nobody has written since
   */
  private void merge(
      ObjectValue.Builder object, Node source, Path path, int depth, Set<String> merged)
      throws UnreadableException {
    if (source instanceof SequenceNode sequence) {
      enter(source);
      for (Node element : sequence.getValue().reversed()) {
        if (element instanceof SequenceNode) {
          throw problem("only a mapping can be merged with <<", element);
        }
        merge(object, element, path, depth, merged);
      }
      open.remove(source);
      return;
    }
    if (!(convert(source, path, depth + 1) instanceof ObjectValue other)) {
      throw problem("only a mapping can be merged with <<", source);
    }
    for (int i = 0; i < other.size(); i++) {
      String key = other.key(i);
      boolean written = !merged.contains(key);
      Value before = object.get(key);
      long first = object.put(key, other.value(i), other.position(i));
      if (first == Position.ABSENT) {
        merged.add(key);
      } else {
        boolean lost = written && !other.value(i).equals(before);
        Clash clash = lost ? Clash.LOST_TO_MERGE : Clash.MERGED;
        duplicate(path.child(key), other.position(i), first, clash);
      }
    }
  }

  private void duplicate(Path path, long position, long first, Clash clash) {
    duplicates.add(
        new Document.DuplicateKey(path, Position.unpack(position), Position.unpack(first), clash));
  }

  private Value scalar(ScalarNode node) throws UnreadableException {
    Value value = YamlScalars.resolve(node);
    if (value == null) {
      throw problem("has no place in JSON: " + Text.quote(node.getValue()), node);
    }
    return value;
  }

  private Position position(Mark mark) {
    return new Position(firstLine + mark.getLine(), mark.getColumn() + 1);
  }

  private long packed(Mark mark) {
    return Position.pack(firstLine + mark.getLine(), mark.getColumn() + 1);
  }

  private UnreadableException problem(String sentence, Node node) {
    Position position = position(node.getStartMark());
    return new UnreadableException(sentence, position.line(), position.column());
  }

  private UnreadableException problem(MarkedYAMLException e, String text) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    if (mark == null) {
      return unmarked(e, text);
    }
    return YamlHints.explain(e.getProblem(), text, mark.getLine(), mark.getColumn(), firstLine);
  }

  // The nesting limit and characters that YAML forbids come without a mark.
  private UnreadableException unmarked(YAMLException e, String text) {
    if (String.valueOf(e.getMessage()).startsWith("Nesting Depth")) {
      return new UnreadableException(
          "nests deeper than " + limits.depth() + " levels", firstLine, 1);
    }
    int at = YamlHints.firstSpecial(text);
    int line = 0;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return at < 0
        ? new UnreadableException("this is no valid YAML", firstLine, 1)
        : new UnreadableException(
            "a control character (U+%04X) is not allowed in YAML".formatted((int) text.charAt(at)),
            firstLine + line,
            at - start + 1);
  }
}
