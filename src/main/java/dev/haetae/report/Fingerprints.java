package dev.haetae.report;

import dev.haetae.engine.Finding;
import dev.haetae.resource.tree.Sha256;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Grounds;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fingerprints of all that a run has found. Findings that are alike in everything that a
 * fingerprint hangs on are counted, in the order of a report, and each has its number in it: when
 * one of three is mended, the third is gone.
 */
public final class Fingerprints {
  private static final int DIGITS = 16;
  private static final int LONGEST_PATH = 400;

  private final IdentityHashMap<Located, Fingerprint> known = new IdentityHashMap<>();
  private final Map<String, Integer> alike = new HashMap<>();
  private final ElementNames names = new ElementNames();

  private Fingerprints() {}

  /**
   * The fingerprints of what a run has found. What is waived, and what is repaired, is counted
   * after the rest.
   *
   * @param open the findings and the undecided, before a baseline takes any of them away
   */
  static Fingerprints of(Stream<Located> open, List<Located> waived, List<Located> repairs) {
    Fingerprints fingerprints = new Fingerprints();
    open.sorted(Located.ORDER).forEach(fingerprints::add);
    waived.forEach(fingerprints::add);
    repairs.forEach(fingerprints::add);
    return fingerprints;
  }

  /**
   * The fingerprint of a finding.
   *
   * @param located one of those that these fingerprints were made of, that very object
   */
  public Fingerprint of(Located located) {
    Fingerprint fingerprint = known.get(located);
    if (fingerprint == null) {
      throw new IllegalArgumentException("not a finding of this report: " + located.finding());
    }
    return fingerprint;
  }

  /** Gives a finding in other words the fingerprint that it had, and returns it. */
  Located alias(Located before, Located now) {
    known.put(now, of(before));
    return now;
  }

  private void add(Located located) {
    Finding finding = located.finding();
    String path = KeyedPath.of(finding.object(), finding.path(), names);
    String identity =
        String.join(
            "\n",
            finding.rule(),
            finding.reason(),
            names.bounded(finding.object().groupKind().toString()),
            names.bounded(finding.object().namespace()),
            names.bounded(finding.object().displayName()),
            path);
    Grounds grounds = finding.grounds();
    if (grounds != null) {
      // Where it stands among the others of its policy may change.
      identity = identity + '\n' + grounds.expression();
    }
    int number = alike.merge(identity, 1, Integer::sum);
    known.put(
        located,
        new Fingerprint(
            Sha256.hex(number == 1 ? identity : identity + '\n' + number).substring(0, DIGITS),
            Text.shorten(path, LONGEST_PATH)));
  }
}
