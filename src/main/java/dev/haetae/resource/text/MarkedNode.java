package dev.haetae.resource.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML or JSON text and the place where it is written: what an editor of the text needs
 * and a tree has not.
 *
 * @param kind what it is
 * @param flow whether a mapping or sequence stands in brackets
 * @param start the offset of its first character, its anchor and tag included; of an empty value,
 *     behind the colon or dash before it
 * @param end the offset behind its last character; of a mapping or sequence without brackets, of
 *     the last node in it
 * @param anchor the name by which aliases repeat it, or which an alias repeats; empty when there is
 *     none
 * @param tagged whether a tag says its type
 * @param style how a scalar is written
 * @param text what a scalar says; empty for all others
 * @param entries of a mapping, in the order of writing
 * @param elements of a sequence
 */
public record MarkedNode(
    Kind kind,
    boolean flow,
    int start,
    int end,
    String anchor,
    boolean tagged,
    Style style,
    String text,
    List<Entry> entries,
    List<MarkedNode> elements) {
  /** A node that keeps its own copies. */
  public MarkedNode {
    entries = List.copyOf(entries);
    elements = List.copyOf(elements);
  }

  /** A kind of node. */
  public enum Kind {
    /** Keys with values. */
    MAPPING,
    /** A list. */
    SEQUENCE,
    /** A word, a number, nothing. */
    SCALAR,
    /** A name in place of a node that is written elsewhere. */
    ALIAS
  }

  /** A way in which a scalar is written. */
  public enum Style {
    /** Without quotes; also for what is no scalar. */
    PLAIN,
    /** In single quotes. */
    SINGLE_QUOTED,
    /** In double quotes. */
    DOUBLE_QUOTED,
    /** In lines of its own, after {@code |} or {@code >}. */
    BLOCK
  }

  /**
   * A key with its value.
   *
   * @param name the key as it is read; null for one that is no word, and for one that merges
   */
  public record Entry(MarkedNode key, @Nullable String name, MarkedNode value) {}

  /** Returns whether it is a mapping or sequence that is written in lines, without brackets. */
  public boolean isBlockCollection() {
    return (kind == Kind.MAPPING || kind == Kind.SEQUENCE) && !flow;
  }

  /** The number of its entries or elements. */
  public int size() {
    return kind == Kind.MAPPING ? entries.size() : elements.size();
  }
}
