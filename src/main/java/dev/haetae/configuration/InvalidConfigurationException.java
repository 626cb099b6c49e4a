package dev.haetae.configuration;

import dev.haetae.resource.Problem;
import java.util.List;
import java.util.StringJoiner;

/** The configuration file cannot be used. */
public final class InvalidConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * A file that cannot be used.
   *
   * @param problems everything that is wrong with it, at least one
   */
  public InvalidConfigurationException(List<Problem> problems) {
    super(text(problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in order of the fields. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    StringJoiner text = new StringJoiner("; ");
    for (Problem problem : problems) {
      text.add(
          problem.line() == 0
              ? problem.file() + ": " + problem.message()
              : problem.file() + ':' + problem.line() + ": " + problem.message());
    }
    return text.toString();
  }
}
