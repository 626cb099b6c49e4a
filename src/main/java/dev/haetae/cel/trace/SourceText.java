package dev.haetae.cel.trace;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.haetae.cel.cost.Children;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The text of an expression, of which parts are cut out. The compiler notes where a part has its
 * middle: the operator, the dot, the bracket.
 */
public final class SourceText {
  private final String text;
  private final Map<Long, Integer> positions;

  /** The text of a compiled expression. */
  public SourceText(CelAbstractSyntaxTree ast, String text) {
    this.text = text;
    this.positions = ast.getSource().getPositionsMap();
  }

  /** The text of a part. */
  public String of(CelExpr node) {
    int start = Integer.MAX_VALUE;
    int end = -1;
    for (CelExpr part : new Parts(node)) {
      int at = place(part);
      if (at >= 0) {
        start = Math.min(start, start(at));
        end = Math.max(end, tokenEnd(at));
      }
    }
    return end < 0 || start > end ? text.strip() : closed(start, end);
  }

  private int place(CelExpr node) {
    Integer place = positions.get(node.id());
    if (place == null || place < 0 || place > text.codePointCount(0, text.length())) {
      return -1;
    }
    int at = text.offsetByCodePoints(0, place);
    return at < text.length() ? at : -1;
  }

  // A function without a receiver has its name before its bracket.
  private int start(int at) {
    if (text.charAt(at) != '(') {
      return at;
    }
    int start = at;
    while (start > 0 && isName(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private int tokenEnd(int at) {
    int i = at;
    while (i < text.length() && ".? ".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    int name = i;
    boolean number = Character.isDigit(text.charAt(at));
    while (i < text.length() && isName(text.charAt(i)) && (number || text.charAt(i) != '.')) {
      i++;
    }
    boolean quote = i < text.length() && (text.charAt(i) == '\'' || text.charAt(i) == '"');
    if (quote && i - name <= 2) {
      return stringEnd(i);
    }
    return Math.max(i, at + 1);
  }

  private int stringEnd(int at) {
    String quote = text.substring(at, at + 1);
    if (text.startsWith(quote.repeat(3), at)) {
      int end = text.indexOf(quote.repeat(3), at + 3);
      return end < 0 ? text.length() : end + 3;
    }
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote.charAt(0)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  // With the brackets that the part opens or closes.
  private String closed(int start, int end) {
    int from = start;
    int to = Math.min(end, text.length());
    int depth = 0;
    int i = start;
    while (i < text.length() && (i < to || depth > 0)) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = stringEnd(i);
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth < 0) {
          from = opening(from);
          depth = 0;
        }
      }
      i++;
    }
    return text.substring(from, Math.max(i, to)).strip();
  }

  private int opening(int from) {
    int i = from - 1;
    while (i > 0 && text.charAt(i) != '(') {
      i--;
    }
    return Math.max(i, 0);
  }

  /** A part and all below it. */
  private record Parts(CelExpr root) implements Iterable<CelExpr> {
    @Override
    public Iterator<CelExpr> iterator() {
      List<CelExpr> all = new ArrayList<>();
      collect(root, all);
      return all.iterator();
    }

    private static void collect(CelExpr node, List<CelExpr> all) {
      all.add(node);
      Children.of(node).forEach(child -> collect(child, all));
    }
  }
}
