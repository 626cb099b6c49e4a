package dev.haetae.report;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyCase;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reports of the cases of rules. */
public final class CaseReport {
  private CaseReport() {}

  /** The files of all cases of all rules. */
  public static List<Path> cases() throws IOException {
    List<Path> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      cases.addAll(PolicyFolders.cases(id));
    }
    return cases;
  }

  /** What the command line reports of a case. */
  public static Report of(PolicyCase policyCase) {
    return of(policyCase, policyCase.objects());
  }

  /**
   * What the command line reports of other objects in the world of a case.
   *
   * @param objects in the place of those of the case
   */
  public static Report of(PolicyCase policyCase, List<Resource> objects) {
    Evaluator evaluator = policyCase.evaluator();
    Report.Builder report = new Report.Builder();
    report.file(policyCase.file().toString(), () -> text(policyCase.file()));
    for (Resource object : objects) {
      Review review = policyCase.review(object, EnforcementPoint.CHECK);
      Verdict verdict = evaluator.evaluate(review, policyCase.inventory());
      report.verdict(object, verdict);
      report.judged(JudgedObject.of(object, evaluator.judging(review, policyCase.inventory())));
    }
    return report.build();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
