package dev.haetae.resource.plain;

/**
 * The lines of a text, of which one is looked at at a time; those with nothing but a comment are
 * passed over.
 */
final class PlainLines {
  /** The letters of the text, and a line break behind the last. */
  final char[] letters;

  private final int length;
  private int number;
  // The line that is looked at: where it begins, its first letter behind the spaces.
  private int start;
  private int first;
  private boolean isCommon = true;

  /**
   * The lines of a text, from its first with a word on it on.
   *
   * @param firstNumber the number of the first
   */
  PlainLines(String text, int firstNumber) {
    length = text.length();
    letters = new char[length + 1];
    text.getChars(0, length, letters, 0);
    letters[length] = '\n';
    number = firstNumber;
    to(0);
  }

  /** Returns whether there is no line any more. */
  boolean isEnd() {
    return start >= length;
  }

  /** Returns whether all comments that were passed over are made of common letters. */
  boolean isCommon() {
    return isCommon;
  }

  /** The number of this line. */
  int number() {
    return number;
  }

  /** Where the first word of this line begins that was not read yet. */
  int first() {
    return first;
  }

  /** Where this line begins. */
  int start() {
    return start;
  }

  /** How far the first word is indented; behind the last line nothing is. */
  int indent() {
    return isEnd() ? -1 : first - start;
  }

  /** Returns whether an item of a list begins on this line. */
  boolean isItem() {
    return !isEnd() && letters[first] == '-' && letters[first + 1] == ' ';
  }

  /** Goes to what an item holds. */
  void enterItem() {
    first = word(first + 1);
  }

  /** The first place from {@code at} on that is no space. */
  int word(int at) {
    while (letters[at] == ' ') {
      at++;
    }
    return at;
  }

  /** Goes to the next line. */
  void next() {
    nextOf(first, number);
  }

  /** Goes to the line behind that of {@code at}, which is the one of this number. */
  void nextOf(int at, int numberOfLine) {
    number = numberOfLine + 1;
    to(endOf(at) + 1);
  }

  /** Where the line of {@code at} ends. */
  int endOf(int at) {
    while (letters[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Returns whether the text ends at this line break, which is none of the text's own. */
  boolean isUnended(int lineBreak) {
    return lineBreak >= length;
  }

  /** Returns whether nothing is left of a line but spaces and a comment of common letters. */
  boolean isRest(int at) {
    int word = word(at);
    return letters[word] == '\n' || (letters[word] == '#' && word > at && isComment(word));
  }

  /** Returns whether the rest of a line is of common letters. */
  boolean isComment(int at) {
    while (letters[at] != '\n') {
      if (!isCommon(letters[at++])) {
        return false;
      }
    }
    return true;
  }

  // To the first line from an offset on that holds more than a comment.
  private void to(int from) {
    start = from;
    while (start < length) {
      first = word(start);
      if (letters[first] == '#') {
        isCommon &= isComment(first);
      } else if (letters[first] != '\n') {
        return;
      }
      start = endOf(first) + 1;
      number++;
    }
  }

  /** Letters that YAML allows and nobody takes for a space, a line break or nothing. */
  static boolean isCommon(char c) {
    return (c >= ' ' && c < 0x7F) || (c >= 0xA1 && c < 0x2000) || (c >= 0x3001 && c < 0xD800);
  }
}
