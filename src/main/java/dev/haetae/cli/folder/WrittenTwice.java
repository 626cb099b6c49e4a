package dev.haetae.cli.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects that a run is given more than once, told in one note. */
public final class WrittenTwice {
  private final Map<String, String> files = new HashMap<>();
  private String first = "";
  private int count;

  /**
   * Adds an object.
   *
   * @param key what two of one kind, namespace and name have in common
   * @param described the object for the note
   * @param file in which it is written
   */
  public void add(String key, String described, String file) {
    String before = files.put(key, file);
    if (before != null && count++ == 0) {
      first = file + ": " + described + " is written a second time, first in " + before;
    }
  }

  /** The note, if there is any. */
  public List<String> notes() {
    return switch (count) {
      case 0 -> List.of();
      case 1 -> List.of(first);
      case 2 -> List.of(first + "; so is 1 more object");
      default -> List.of(first + "; so are " + (count - 1) + " more objects");
    };
  }
}
