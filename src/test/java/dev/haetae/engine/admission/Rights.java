package dev.haetae.engine.admission;

import dev.haetae.cel.library.Authorizer;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rights that users had when rows were recorded. */
final class Rights implements Authorizer {
  private static final Set<String> OF_DEVELOPERS = Set.of("pods", "configmaps", "deployments");

  private final List<String> groups;

  Rights(@Nullable ObjectValue user) {
    this.groups = user == null ? List.of() : ObjectView.of(user, Path.ROOT).texts("groups");
  }

  @Override
  public Decision decide(Question question) {
    User other = question.user();
    return new Decision(
        may(other == null ? groups : other.groups(), question)
            ? Verdict.ALLOWED
            : Verdict.NO_OPINION,
        "",
        "");
  }

  private static boolean may(List<String> groups, Question question) {
    Resource resource = question.resource();
    return groups.contains("system:masters")
        || groups.contains("ops")
        || (groups.contains("devs")
            && resource != null
            && OF_DEVELOPERS.contains(resource.resource())
            && !question.verb().equals("breakglass"));
  }
}
