package dev.haetae.resource;

import dev.haetae.resource.text.FileText;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;

/** A field holds a value of a type it cannot have; the message is a whole sentence for users. */
public final class MalformedResourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;
  private final String problem;

  /**
   * A field of the wrong type.
   *
   * @param path the field
   * @param problem what is wrong with it, such as {@code must be an array, not a string}
   */
  public MalformedResourceException(Path path, String problem) {
    // No stack trace: it is an answer to the user, made under load, not a fault of ours.
    super(
        (path.toString().isEmpty() ? "the object" : path.toString()) + " " + problem,
        null,
        false,
        false);
    this.path = path;
    this.problem = problem;
  }

  /**
   * Returns the exception for a field that holds another type of value than it takes.
   *
   * @param wanted the type, such as {@code an array}
   */
  public static MalformedResourceException wrongType(Path path, String wanted, Value found) {
    // One long word, if a space that is none follows the colon.
    String lookalike = found instanceof StringValue text ? FileText.lookalike(text.text()) : null;
    return new MalformedResourceException(
        path,
        "must be "
            + wanted
            + ", not "
            + Text.describe(found)
            + (lookalike == null ? "" : ": " + lookalike));
  }

  /** The field. */
  public Path path() {
    return path;
  }

  /** The problem with the field, without its path. */
  public String problem() {
    return problem;
  }

  /** The whole sentence: the field and what is wrong with it. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
