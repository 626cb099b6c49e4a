package dev.haetae.cli.judging;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison of what is judged here with what is decided elsewhere. */
@FunctionalInterface
public interface Comparison {
  /**
   * Compares.
   *
   * @param review as it was judged
   * @param again judges the object as an update of another
   */
  Compared compare(Review review, Verdict verdict, Function<Resource, Verdict> again);

  /**
   * What came of it.
   *
   * @param verdict that stands
   * @param findings that are told besides
   * @param problem why there is nothing to compare with; null when there is
   */
  record Compared(Verdict verdict, List<Finding> findings, @Nullable Problem problem) {
    /** A result with a copy of its own. */
    public Compared {
      findings = List.copyOf(findings);
    }
  }
}
