package dev.haetae.resource.text;

/**
 * The documents of a YAML text, told apart by their {@code ---} lines as kubectl does, whether they
 * can be read or not.
 */
public final class YamlDocuments {
  private YamlDocuments() {}

  /** Takes the documents of a text, one after the other; some may hold nothing but comments. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the document between two offsets, with its {@code ---} line.
     *
     * @param firstLine the 1-based line at which it begins
     */
    void add(int start, int end, int firstLine);
  }

  /** Hands over the documents of {@code text}. */
  public static void forEach(String text, Sink sink) {
    int line = 1;
    int firstLine = 1;
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      if (isSeparator(text, at, next) && !onlyDirectives(text, start, at)) {
        sink.add(start, at, firstLine);
        start = at;
        firstLine = line;
      }
      line++;
      at = next;
    }
    sink.add(start, text.length(), firstLine);
  }

  private static boolean isSeparator(String text, int from, int to) {
    return text.startsWith("---", from)
        && (from + 3 >= to || Character.isWhitespace(text.charAt(from + 3)));
  }

  // "%YAML 1.2" belongs to the document that its "---" begins.
  private static boolean onlyDirectives(String text, int from, int to) {
    String head = text.substring(from, to).strip();
    return head.startsWith("%") && head.lines().allMatch(l -> l.startsWith("%") || l.isBlank());
  }
}
