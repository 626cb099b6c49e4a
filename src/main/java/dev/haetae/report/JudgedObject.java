package dev.haetae.report;

import dev.haetae.policy.Policy;
import java.util.List;

/**
 * An object that was judged, and the policies that judged it.
 *
 * @param described such as {@code Pod default/web}
 * @param file as the user named it
 * @param document 0-based number of the document in the file
 * @param policies in order of names
 */
public record JudgedObject(String described, String file, int document, List<Policy> policies) {
  /** An object with its own copy of the list. */
  public JudgedObject {
    policies = List.copyOf(policies);
  }
}
