package dev.haetae.resource.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sentence about an object: words of the program, between them values that somebody else has
 * written, and behind it what to write instead.
 *
 * <pre>{@code
 * Sentence.of("claim %q does not exist in namespace %q: the pod stays Pending", name, namespace)
 *     .instead("apply the claim first, or name one that exists")
 * }</pre>
 *
 * <p>{@code %q} stands for a value in double quotes, {@code %s} for one without, {@code %%} for a
 * percent sign. Values are escaped, and all of them share what the words leave of {@value #ROOM}
 * characters: short ones are shown whole, those that are longer are cut at one length. A number and
 * a {@link Path} are never cut; of a list, which is shown with commas, as many names as there is
 * room for are; a {@code Sentence} is put in with its own words and values.
 */
public final class Sentence {
  /** As many characters as the API server passes on of a warning. */
  public static final int ROOM = 256;

  private static final String BETWEEN = "; ";
  private static final String COMMA = ", ";
  // Whoever needs more of a value looks at its field.
  private static final int LONGEST = 80;
  // Less of a value tells nothing: a sentence that has no more room for it is cut at its end.
  private static final int SHORTEST = 12;
  // More leaves too little room for what is wrong.
  private static final int LONGEST_REMEDY = 90;
  // A name that is to be written, and not only recognised.
  private static final int LONGEST_NAME = 77;
  private static final int LONGEST_OF_USERS = 1024;
  // Less of the first of several things tells nothing.
  private static final int LEAST = 60;

  private final List<Piece> pieces = new ArrayList<>(4);
  private @Nullable Sentence remedy;
  private @Nullable Series series;

  private Sentence() {}

  /**
   * A part of a sentence.
   *
   * @param text words of the program, or at least as much of a value as could be shown
   * @param kind what it is
   */
  private record Piece(String text, Kind kind) {
    int length(int level) {
      return kind == Kind.WORDS || text.length() <= level ? text.length() : level + 1;
    }

    void append(StringBuilder out, int level) {
      int comma =
          kind == Kind.NAMES && text.length() > level ? text.lastIndexOf(COMMA, level - 2) : 0;
      if (kind == Kind.WORDS) {
        out.append(text);
      } else if (comma > 0) {
        // A name that is cut is no name.
        out.append(Text.escape(text.substring(0, comma))).append(", …");
      } else {
        out.append(Text.shorten(text, level));
      }
    }
  }

  private enum Kind {
    WORDS,
    VALUE,
    NAMES
  }

  /**
   * Things of which as many are told as there is room for.
   *
   * @param opening what stands before the first
   * @param between what stands between two
   * @param count how many there are
   */
  private record Series(String opening, String between, int count, Item item) {
    void append(StringBuilder out, int room) {
      for (int i = 0; i < count; i++) {
        String before = i == 0 ? opening : between;
        String rest = rest(count - i - 1);
        int here = room - out.length() - before.length() - rest.length();
        String one = item.text(i, here);
        if (one.length() > here && (i > 0 || here < LEAST)) {
          out.append(rest(count - i));
          return;
        }
        out.append(before).append(Text.shorten(one, one.length() > here ? here - 1 : here));
      }
    }

    private String rest(int left) {
      return left == 0 ? "" : between + "… " + left + " more";
    }

    /** Returns how many characters it takes at least. */
    int least() {
      return rest(count).length();
    }
  }

  /** Tells one of several things. */
  @FunctionalInterface
  public interface Item {
    /**
     * The text of one.
     *
     * @param index from 0
     * @param room how many characters there are for it: of a longer one nothing is told, unless it
     *     is the first
     */
    String text(int index, int room);
  }

  /**
   * A sentence of these words and values.
   *
   * @throws IllegalArgumentException when there are more or fewer values than places for them
   */
  public static Sentence of(String words, @Nullable Object... values) {
    return new Sentence().then(words, values);
  }

  /** A sentence that says what another part of the program has said: it is escaped, never cut. */
  public static Sentence said(String text) {
    Sentence sentence = new Sentence();
    sentence.addWords(Text.escape(text));
    return sentence;
  }

  /**
   * A sentence that users' own words say of an object, which may be as long as the object: it is
   * escaped, and cut at {@value #LONGEST_OF_USERS} characters.
   */
  public static Sentence saidByUser(String text) {
    Sentence sentence = new Sentence();
    sentence.addWords(Text.shorten(text, LONGEST_OF_USERS));
    return sentence;
  }

  /** A name that is to be written elsewhere, in quotes: cut only when it is longer than any is. */
  public static Sentence whole(String name) {
    Sentence sentence = new Sentence();
    sentence.addWords(Text.quote(Text.shorten(name, LONGEST_NAME)));
    return sentence;
  }

  /** Goes on with these words and values. */
  public Sentence then(String words, @Nullable Object... values) {
    int next = 0;
    int start = 0;
    for (int at = words.indexOf('%'); at >= 0; at = words.indexOf('%', start)) {
      addWords(words.substring(start, at));
      char verb = at + 1 < words.length() ? words.charAt(at + 1) : ' ';
      start = at + 2;
      switch (verb) {
        case '%' -> addWords("%");
        case 's' -> add(value(values, next++, words));
        case 'q' -> {
          addWords("\"");
          add(value(values, next++, words));
          addWords("\"");
        }
        default -> throw new IllegalArgumentException("neither %q, %s nor %%: " + words);
      }
    }
    if (next < values.length) {
      throw new IllegalArgumentException("more values than places: " + words);
    }
    addWords(words.substring(start));
    return this;
  }

  /** Goes on with another sentence. */
  public Sentence then(Sentence more) {
    pieces.addAll(more.pieces);
    return this;
  }

  private static Object value(@Nullable Object[] values, int index, String words) {
    Object value = index < values.length ? values[index] : null;
    if (value == null) {
      throw new IllegalArgumentException("a value is missing: " + words);
    }
    return value;
  }

  private void add(Object value) {
    if (value instanceof Sentence sentence) {
      pieces.addAll(sentence.pieces);
    } else if (value instanceof Number number) {
      addWords(number.toString());
    } else if (value instanceof Path path) {
      addWords(path.shown(LONGEST));
    } else if (value instanceof Iterable<?> names) {
      pieces.add(new Piece(joined(names), Kind.NAMES));
    } else {
      pieces.add(new Piece(value.toString(), Kind.VALUE));
    }
  }

  // No more of them than could be shown, however many there are.
  private static String joined(Iterable<?> names) {
    StringBuilder out = new StringBuilder();
    boolean begun = false;
    for (Object name : names) {
      String text = String.valueOf(name);
      out.append(begun ? COMMA : "").append(text, 0, Math.min(text.length(), LONGEST + 1));
      begun = true;
      if (out.length() > LONGEST) {
        break;
      }
    }
    return out.toString();
  }

  private void addWords(String words) {
    if (!words.isEmpty()) {
      pieces.add(new Piece(words, Kind.WORDS));
    }
  }

  /**
   * Ends with as many of several things as there is room for, and how many more there are.
   *
   * @param opening what stands before the first
   * @param between what stands between two
   */
  public Sentence some(String opening, String between, int count, Item item) {
    series = new Series(opening, between, count, item);
    return this;
  }

  /** Says what to write instead. */
  public Sentence instead(String words, @Nullable Object... values) {
    return instead(of(words, values));
  }

  /** Says what to write instead. */
  public Sentence instead(Sentence what) {
    remedy = what;
    return this;
  }

  /** Says what to write instead where that is short; else, in fewer words, what helps as well. */
  public Sentence insteadIfShort(Sentence what, String otherwise) {
    return what.length(LONGEST) <= LONGEST_REMEDY ? instead(what) : instead(otherwise);
  }

  /** Asks whether the nearest name was meant, and says what to write instead where none is near. */
  public Sentence didYouMean(Optional<String> nearest, String otherwise) {
    // A name that is cut is no name to write.
    return nearest.isPresent()
        ? instead("did you mean %q?", said(Text.shorten(nearest.get(), LONGEST)))
        : instead(otherwise);
  }

  /** The same without what to write instead. */
  public Sentence withoutRemedy() {
    remedy = null;
    return this;
  }

  /** Returns what is wrong, on one line. */
  public String message() {
    int level = level();
    String text = text(level);
    if (series == null) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    series.append(out, ROOM - behind(level));
    return out.toString();
  }

  /** Returns what to write instead, on one line; empty when nothing is said of it. */
  public String remedy() {
    return remedy == null ? "" : remedy.text(level());
  }

  private String text(int level) {
    StringBuilder out = new StringBuilder(ROOM);
    for (Piece piece : pieces) {
      piece.append(out, level);
    }
    return out.toString();
  }

  // The length at which values are cut, so that all of it fits.
  private int level() {
    int level = LONGEST;
    int reserved = series == null ? 0 : series.least();
    while (level > SHORTEST && length(level) + reserved + behind(level) > ROOM) {
      level--;
    }
    return level;
  }

  private int behind(int level) {
    return remedy == null ? 0 : BETWEEN.length() + remedy.length(level);
  }

  private int length(int level) {
    int length = 0;
    for (Piece piece : pieces) {
      length += piece.length(level);
    }
    return length;
  }

  @Override
  public String toString() {
    return message();
  }
}
