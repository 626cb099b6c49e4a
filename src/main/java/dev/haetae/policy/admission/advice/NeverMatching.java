package dev.haetae.policy.admission.advice;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.MatchResources.Rule;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.schema.Schema;
import dev.haetae.schema.ServedKinds;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The resources of rules that no API server has: {@code deployments} of the core group, or {@code
 * pod}. Of groups with a domain nothing is said, since anybody may add to them.
 */
final class NeverMatching {
  private static final String ANY = "*";

  // The groups of each resource, and the resources of each group without a domain.
  private final Map<String, Set<String>> groups = new TreeMap<>();
  private final Map<String, Set<String>> resources = new TreeMap<>();

  NeverMatching() {
    for (ServedKinds.Kind kind : Schema.kubernetes().served().all()) {
      String plural = ResourceNames.plural(new GroupKind(kind.group(), kind.name()));
      groups.computeIfAbsent(plural, _ -> new TreeSet<>()).add(kind.group());
      if (kind.group().indexOf('.') < 0) {
        resources.computeIfAbsent(kind.group(), _ -> new TreeSet<>()).add(plural);
      }
    }
  }

  /** What can never match in the rules of a policy. */
  List<Problem> problems(AdmissionPolicy policy) {
    List<Problem> problems = new ArrayList<>();
    Path path = Path.of("spec", "matchConstraints", "resourceRules");
    List<Rule> rules = policy.match().resourceRules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      for (String pattern : new TreeSet<>(rule.resources())) {
        String resource = pattern.substring(0, (pattern + '/').indexOf('/'));
        if (!resource.equals(ANY) && isNowhere(rule.groups(), resource)) {
          Path place = path.child(i).child("resources");
          problems.add(
              Problem.at(
                  policy.source(),
                  place,
                  place
                      + " holds "
                      + Text.quote(pattern)
                      + ", which never matches: "
                      + why(rule.groups(), resource)));
        }
      }
    }
    return problems;
  }

  private boolean isNowhere(Set<String> named, String resource) {
    for (String group : named) {
      Set<String> known = resources.get(group);
      if (known == null || known.contains(resource)) {
        return false;
      }
    }
    return true;
  }

  private String why(Set<String> named, String resource) {
    Set<String> others = groups.get(resource);
    if (others != null) {
      return resource + " are of " + words(others) + ", not of " + words(named);
    }
    for (String plural : groups.keySet()) {
      boolean kind = plural.equals(resource + 's') || plural.equals(resource + "es");
      if (kind || plural.equalsIgnoreCase(resource) || plural.equalsIgnoreCase(resource + 's')) {
        return "resources go by their plural names in small letters: " + plural;
      }
    }
    return words(named) + " has no such resource";
  }

  private static String words(Set<String> groups) {
    List<String> words = new ArrayList<>();
    for (String group : new TreeSet<>(groups)) {
      words.add(group.isEmpty() ? "the core group" : group);
    }
    return String.join(" and ", words);
  }
}
