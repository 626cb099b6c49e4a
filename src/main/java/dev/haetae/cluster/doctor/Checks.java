package dev.haetae.cluster.doctor;

import java.util.List;
import java.util.Optional;

/**
 * The checks of one area, as they are made.
 *
 * @param area one word
 * @param all those of every area so far
 */
record Checks(String area, List<Check> all) {
  Checks of(String otherArea) {
    return new Checks(otherArea, all);
  }

  void ok(String finding) {
    all.add(Check.ok(area, finding));
  }

  void warn(String finding, String remedy) {
    all.add(Check.warn(area, finding, remedy));
  }

  void fail(String finding, String remedy) {
    all.add(Check.fail(area, finding, remedy));
  }

  /** Looks at something; empty when it is not there, or hidden, of which a check tells. */
  <T> Optional<T> see(String what, Sight.Question<T> question) {
    return see(what, question, () -> {});
  }

  /**
   * Looks at something.
   *
   * @param what is looked at, for messages
   * @param absent run when it is not there
   */
  <T> Optional<T> see(String what, Sight.Question<T> question, Runnable absent) {
    return switch (Sight.of(area, what, question)) {
      case Sight.Seen<T>(T value) -> Optional.of(value);
      case Sight.Absent<T>() -> {
        absent.run();
        yield Optional.empty();
      }
      case Sight.Hidden<T>(Check check) -> {
        all.add(check);
        yield Optional.empty();
      }
    };
  }
}
