package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.text.MarkedNode.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The comments of a document: whatever has a hash and is no word. */
final class Comments {
  private final Lines lines;
  private final List<MarkedNode> words = new ArrayList<>();

  /** The comments beside and within some nodes. */
  Comments(Lines lines, MarkedNode... nodes) {
    this.lines = lines;
    for (MarkedNode node : nodes) {
      collect(node);
    }
    words.sort(Comparator.comparingInt(MarkedNode::start));
  }

  private void collect(MarkedNode node) {
    if (node.kind() == Kind.SCALAR || node.kind() == Kind.ALIAS) {
      words.add(node);
    }
    for (Entry entry : node.entries()) {
      collect(entry.key());
      collect(entry.value());
    }
    node.elements().forEach(this::collect);
  }

  /** Returns whether there is one between two offsets. */
  boolean areBetween(int from, int to) {
    int at = from;
    for (MarkedNode word : words) {
      if (word.start() >= to) {
        break;
      }
      if (word.end() > at) {
        if (hasHash(at, Math.min(word.start(), to))) {
          return true;
        }
        at = Math.max(at, hidden(word));
      }
    }
    return hasHash(at, to);
  }

  // The first line of a text in lines of its own may end with a comment.
  private int hidden(MarkedNode word) {
    if (word.style() == MarkedNode.Style.BLOCK && hasHash(word.start(), lines.end(word.start()))) {
      return word.start();
    }
    return word.end();
  }

  private boolean hasHash(int from, int to) {
    return from < to && lines.text().indexOf('#', from, to) >= 0;
  }
}
