package dev.haetae.rule;

import dev.haetae.resource.GroupKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A rule's part of the catalogue: its name, subjects and reasons.
 *
 * @param id in kebab case, the name of its class, its folder and its metric label; of a rule that a
 *     policy brings with it, the policy's name
 * @param summary what it decides, in one sentence
 * @param subjects the kinds it judges
 * @param points where it runs
 * @param action what its shipped policy does with a violation
 * @param reasons every reason it can give
 * @param repairs whether a policy's {@code mutate} lets it repair at admission; a finding may carry
 *     a fix all the same
 * @param momentary whether its repairs depend on the moment at which they are made, such as a
 *     number that is free just now, so that they are no advice for a manifest
 * @param shipped whether its policy is in the shipped pack; else it is there to be asked for
 * @param repetition which of its findings repeat those of other rules
 * @param world the kinds of the world that it looks at, beside those that every live world follows
 */
public record RuleInfo(
    String id,
    String summary,
    Subjects subjects,
    Set<EnforcementPoint> points,
    Action action,
    List<Reason> reasons,
    boolean repairs,
    boolean momentary,
    boolean shipped,
    Repetition repetition,
    Set<GroupKind> world) {
  /** An entry that keeps its own copies. */
  public RuleInfo {
    points = Set.copyOf(points);
    reasons = List.copyOf(reasons);
    world = Set.copyOf(world);
    if (!isId(id) || reasons.isEmpty()) {
      throw new IllegalArgumentException("a rule needs an id in kebab case and a reason: " + id);
    }
  }

  private static boolean isId(String id) {
    int last = id.length() - 1;
    for (int i = 0; i <= last; i++) {
      char letter = id.charAt(i);
      boolean isWord = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      boolean isBetween = (letter == '-' || letter == '.') && i > 0 && i < last;
      if (!isWord && !isBetween) {
        return false;
      }
    }
    return last >= 0;
  }

  /** A rule whose shipped policy denies; it runs everywhere but where objects are repaired. */
  public static RuleInfo denies(
      String id, String summary, Subjects subjects, List<Reason> reasons) {
    return of(id, summary, subjects, Action.DENY, reasons);
  }

  /** A rule whose shipped policy warns; it runs everywhere but where objects are repaired. */
  public static RuleInfo warns(String id, String summary, Subjects subjects, List<Reason> reasons) {
    return of(id, summary, subjects, Action.WARN, reasons);
  }

  private static RuleInfo of(
      String id, String summary, Subjects subjects, Action action, List<Reason> reasons) {
    Set<EnforcementPoint> points = EnumSet.complementOf(EnumSet.of(EnforcementPoint.MUTATE));
    return new RuleInfo(
        id,
        summary,
        subjects,
        points,
        action,
        reasons,
        false,
        false,
        true,
        Repetition.NONE,
        Set.of());
  }

  /** The same rule, which runs at these points only. */
  public RuleInfo at(EnforcementPoint... only) {
    return new RuleInfo(
        id,
        summary,
        subjects,
        Set.of(only),
        action,
        reasons,
        repairs,
        momentary,
        shipped,
        repetition,
        world);
  }

  /** The same rule, which repairs at admission and runs everywhere. */
  public RuleInfo repairing() {
    Set<EnforcementPoint> everywhere = Set.of(EnforcementPoint.values());
    return new RuleInfo(
        id,
        summary,
        subjects,
        everywhere,
        action,
        reasons,
        true,
        momentary,
        shipped,
        repetition,
        world);
  }

  /** The same rule, whose repairs hold for the moment at which they are made. */
  public RuleInfo forTheMoment() {
    return new RuleInfo(
        id, summary, subjects, points, action, reasons, repairs, true, shipped, repetition, world);
  }

  /** Returns whether its repairs may be written into a manifest, and hold there. */
  public boolean isRepairLasting() {
    return repairs && !momentary;
  }

  /** The same rule, whose policy judges only when it is asked for. */
  public RuleInfo onRequest() {
    return new RuleInfo(
        id,
        summary,
        subjects,
        points,
        action,
        reasons,
        repairs,
        momentary,
        false,
        repetition,
        world);
  }

  /** The same rule, which is silent about what other rules have found too. */
  public RuleInfo repeating(Repetition found) {
    return new RuleInfo(
        id, summary, subjects, points, action, reasons, repairs, momentary, shipped, found, world);
  }

  /** The same rule, which looks at these kinds of the world, too. */
  public RuleInfo lookingAt(GroupKind... kinds) {
    return new RuleInfo(
        id,
        summary,
        subjects,
        points,
        action,
        reasons,
        repairs,
        momentary,
        shipped,
        repetition,
        Set.of(kinds));
  }
}
