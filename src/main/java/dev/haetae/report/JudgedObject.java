package dev.haetae.report;

import dev.haetae.policy.Policy;
import dev.haetae.resource.Resource;
import java.util.List;

/**
 * An object that was judged, and the policies that judged it.
 *
 * @param written where it was read
 * @param described such as {@code Pod default/web}
 * @param file the file in which its findings stand, as the user named it: a template's or a
 *     source's where it was rendered
 * @param policies in order of names
 */
public record JudgedObject(
    WrittenObject written, String described, String file, List<Policy> policies) {
  /** An object with its own copy of the list. */
  public JudgedObject {
    policies = List.copyOf(policies);
  }

  /** The object as it was read, and the policies that judged it. */
  public static JudgedObject of(Resource object, List<Policy> policies) {
    return new JudgedObject(
        WrittenObject.of(object), object.describe(), Located.fileOf(object), policies);
  }
}
