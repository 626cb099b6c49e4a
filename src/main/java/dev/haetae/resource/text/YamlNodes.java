package dev.haetae.resource.text;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The structure of a YAML text, as SnakeYAML finds it once its words are well apart. */
final class YamlNodes {
  private YamlNodes() {}

  /**
   * The node of the single document of {@code text}; null when there is none.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   * @param depth how deep it may nest
   * @throws UnreadableException when words are not apart, or something follows the document
   * @throws org.yaml.snakeyaml.error.YAMLException when it is no YAML
   */
  static @Nullable Node compose(String text, int firstLine, int depth) throws UnreadableException {
    LoaderOptions options = options(depth);
    Composer composer =
        new Composer(parser(text, firstLine, options), new YamlScalars.WordResolver(), options);
    if (!composer.checkNode()) {
      return null;
    }
    Node node = composer.getNode();
    requireEnd(composer, node, firstLine);
    return node;
  }

  /** The options of a reader of structure alone. */
  static LoaderOptions options(int depth) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(depth + 1);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setAllowRecursiveKeys(false);
    // Nothing is constructed: a tag is a name, and Kubernetes' reader ignores most of them.
    options.setTagInspector(_ -> true);
    options.setProcessComments(false);
    return options;
  }

  /** The parser of a text, in which places are those of {@code text}. */
  static ParserImpl parser(String text, int firstLine, LoaderOptions options)
      throws UnreadableException {
    return new ParserImpl(new StreamReader(separated(text, firstLine)), options);
  }

  private static String separated(String text, int firstLine) throws UnreadableException {
    try {
      return YamlSeparation.separateBySpaces(text, firstLine);
    } catch (UnreadableException e) {
      UnreadableException template = Templates.find(text, firstLine);
      throw template == null ? e : template;
    }
  }

  // Kubernetes' reader takes the first document of a text and drops what follows without a word. A
  // bracket too many on its last line takes nothing away; lines do.
  private static void requireEnd(Composer composer, Node first, int firstLine)
      throws UnreadableException {
    Mark next;
    try {
      if (!composer.checkNode()) {
        return;
      }
      next = composer.getNode().getStartMark();
    } catch (MarkedYAMLException e) {
      if (e.getProblemMark() == null) {
        throw e;
      }
      next = e.getProblemMark();
    }
    boolean isBlock =
        first instanceof CollectionNode<?> collection
            && collection.getFlowStyle() == DumperOptions.FlowStyle.BLOCK;
    if (!isBlock && next.getLine() == first.getEndMark().getLine()) {
      return;
    }
    throw new UnreadableException(
        "the document has ended above, and nothing from here on is read: indent it like the lines"
            + " before, or begin another document with ---",
        firstLine + next.getLine(),
        next.getColumn() + 1);
  }
}
