package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.text.MarkedNode.Kind;
import dev.haetae.resource.text.MarkedNode.Style;
import dev.haetae.resource.text.YamlWriter;

/**
 * The way in which the author of a text writes it.
 *
 * @param json whether it is JSON, in which every text has quotes
 * @param lineBreak the line break
 * @param step how many columns a mapping is indented within another
 * @param listStep how many columns the dashes of a list are indented under its key
 * @param quote the quote of texts that need one
 * @param quotesValues whether texts have quotes that need none
 * @param quotesKeys whether keys have quotes that need none
 * @param spaced whether a space follows a comma or colon within brackets
 */
record WritingStyle(
    boolean json,
    String lineBreak,
    int step,
    int listStep,
    char quote,
    boolean quotesValues,
    boolean quotesKeys,
    boolean spaced) {

  /** The style of a document. */
  static WritingStyle of(Lines lines, MarkedNode root, boolean json) {
    Survey survey = new Survey(lines);
    survey.look(root);
    return new WritingStyle(
        json,
        lines.lineBreak(),
        survey.step,
        survey.listStep,
        json || survey.doubleQuotes >= survey.singleQuotes ? '"' : '\'',
        json || survey.quotedValues > survey.plainValues,
        json || survey.quotedKeys > survey.plainKeys,
        survey.spaced);
  }

  /** Counts how things are written; of indentation the first that is seen counts. */
  private static final class Survey {
    private static final int DEFAULT_STEP = 2;

    private final Lines lines;
    private int step = DEFAULT_STEP;
    private int listStep;
    private boolean hasStep;
    private boolean hasListStep;
    private int doubleQuotes;
    private int singleQuotes;
    private int quotedValues;
    private int plainValues;
    private int quotedKeys;
    private int plainKeys;
    private boolean spaced = true;
    private boolean hasSpaced;

    Survey(Lines lines) {
      this.lines = lines;
    }

    void look(MarkedNode node) {
      for (Entry entry : node.entries()) {
        lookAtKey(entry, node.flow());
        look(entry.value());
      }
      node.elements().forEach(this::look);
      if (node.kind() == Kind.SCALAR) {
        count(node);
      }
    }

    private void count(MarkedNode scalar) {
      boolean quoted =
          scalar.style() == Style.SINGLE_QUOTED || scalar.style() == Style.DOUBLE_QUOTED;
      doubleQuotes += scalar.style() == Style.DOUBLE_QUOTED ? 1 : 0;
      singleQuotes += scalar.style() == Style.SINGLE_QUOTED ? 1 : 0;
      if (YamlWriter.isPlain(scalar.text())) {
        quotedValues += quoted ? 1 : 0;
        plainValues += quoted ? 0 : 1;
      }
    }

    private void lookAtKey(Entry entry, boolean flow) {
      MarkedNode key = entry.key();
      boolean plain = key.style() == Style.PLAIN;
      quotedKeys += plain ? 0 : 1;
      plainKeys += plain ? 1 : 0;
      MarkedNode value = entry.value();
      if (flow && !hasSpaced && value.start() > key.end() + 1) {
        spaced = true;
        hasSpaced = true;
      } else if (flow
          && !hasSpaced
          && value.start() == key.end() + 1
          && value.end() > value.start()) {
        spaced = false;
        hasSpaced = true;
      }
      if (!value.isBlockCollection() || value.size() == 0) {
        return;
      }
      int indent = lines.column(first(value)) - lines.column(key.start());
      if (value.kind() == Kind.MAPPING && !hasStep && indent > 0) {
        step = indent;
        hasStep = true;
      } else if (value.kind() == Kind.SEQUENCE && !hasListStep && indent >= 0) {
        listStep = indent;
        hasListStep = true;
      }
    }

    // The first key or dash, anchor and tag left out.
    private static int first(MarkedNode collection) {
      return collection.kind() == Kind.MAPPING
          ? collection.entries().getFirst().key().start()
          : collection.start();
    }
  }
}
