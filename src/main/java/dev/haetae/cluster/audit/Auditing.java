package dev.haetae.cluster.audit;

import dev.haetae.audit.AuditResult;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to audit a cluster. */
interface Auditing {
  /** The leave to go on, for which is asked again and again. */
  interface Turn {
    /**
     * Rests, so that others come first.
     *
     * @param worked how long somebody has worked since the last time
     * @return whether the audit is to go on
     */
    boolean goesOn(Duration worked);
  }

  /**
   * An audit that has come to its end.
   *
   * @param unlisted the kinds that cannot be listed, such as {@code Job.batch}, in order, each with
   *     a sentence on why
   * @param faults failures of rules of ours
   */
  record Audited(AuditResult result, Map<String, String> unlisted, List<RuntimeException> faults) {}

  /**
   * Audits once; null when it was not to go on.
   *
   * @throws RequestFailedException when the API server does not answer
   */
  @Nullable Audited audit(Evaluator evaluator, Configuration configuration, Turn turn)
      throws RequestFailedException, InterruptedException;
}
