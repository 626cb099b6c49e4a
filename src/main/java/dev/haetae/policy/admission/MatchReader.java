package dev.haetae.policy.admission;

import dev.haetae.policy.admission.MatchResources.Rule;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads which requests a policy or a binding is for, and says all that the API server would refuse.
 *
 * <p>Mirrors {@code validateMatchResources} of {@code
 * pkg/apis/admissionregistration/validation/validation.go}.
 */
final class MatchReader {
  private static final String ANY = "*";
  private static final List<String> MATCH_POLICIES = List.of("Equivalent", "Exact");
  private static final List<String> SCOPES = List.of(ANY, "Cluster", "Namespaced");
  private static final List<String> OPERATIONS =
      List.of(ANY, "CONNECT", "CREATE", "DELETE", "UPDATE");

  private MatchReader() {}

  /** Reads them; what is wrong goes to the part's causes, and the result is not to be used then. */
  static MatchResources read(Part match) {
    int before = match.causes().size();
    String policy = match.textOrNull("matchPolicy");
    if (policy != null && !MATCH_POLICIES.contains(policy)) {
      match
          .causes()
          .notSupported(match.at("matchPolicy"), match.get("matchPolicy"), MATCH_POLICIES);
    }
    LabelSelectors.check(match, "namespaceSelector");
    LabelSelectors.check(match, "objectSelector");
    List<Rule> rules = rules(match, "resourceRules");
    List<Rule> excluded = rules(match, "excludeResourceRules");
    return match.causes().size() > before
        ? MatchResources.ANY
        : new MatchResources(
            selector(match, "namespaceSelector"),
            selector(match, "objectSelector"),
            rules,
            excluded,
            !"Exact".equals(policy));
  }

  /** The selector at a field, after it was checked. */
  static LabelSelector selector(Part part, String field) {
    return LabelSelector.of(ObjectView.of(part.map(field), Path.ROOT));
  }

  private static List<Rule> rules(Part match, String field) {
    List<Rule> rules = new ArrayList<>();
    for (Part part : match.objects(field)) {
      rules.add(rule(part));
    }
    return rules;
  }

  private static Rule rule(Part part) {
    CauseList causes = part.causes();
    List<String> names = part.texts("resourceNames");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size() && !causes.isFull(); i++) {
      Place place = part.at("resourceNames").index(i);
      causes.invalid(place, names.get(i), NameSyntax.pathSegment(names.get(i)));
      if (!seen.add(names.get(i))) {
        causes.duplicate(place, names.get(i));
      }
    }
    checkOperations(part);
    checkList(part, "apiGroups", "API groups");
    checkList(part, "apiVersions", "API versions");
    requireWords(part, "apiVersions");
    checkResources(part);
    String scope = part.textOrNull("scope");
    if (scope != null && !SCOPES.contains(scope)) {
      causes.notSupported(part.at("scope"), part.get("scope"), SCOPES);
    }
    return new Rule(
        seen,
        Set.copyOf(part.texts("operations")),
        Set.copyOf(part.texts("apiGroups")),
        Set.copyOf(part.texts("apiVersions")),
        Set.copyOf(part.texts("resources")),
        scope == null ? ANY : scope);
  }

  private static void checkOperations(Part part) {
    checkList(part, "operations", "operations");
    List<String> operations = part.texts("operations");
    for (int i = 0; i < operations.size(); i++) {
      if (!OPERATIONS.contains(operations.get(i))) {
        part.causes().notSupported(part.at("operations").index(i), operations.get(i), OPERATIONS);
      }
    }
  }

  private static void checkList(Part part, String field, String what) {
    List<String> words = part.texts(field);
    if (words.isEmpty()) {
      part.causes().required(part.at(field), "");
    } else if (words.size() > 1 && words.contains(ANY)) {
      part.causes()
          .invalid(
              part.at(field),
              part.list(field),
              "if '*' is present, must not specify other " + what);
    }
  }

  private static void requireWords(Part part, String field) {
    List<String> words = part.texts(field);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isEmpty()) {
        part.causes().required(part.at(field).index(i), "");
      }
    }
  }

  private static void checkResources(Part part) {
    CauseList causes = part.causes();
    Place place = part.at("resources");
    List<String> resources = part.texts("resources");
    if (resources.isEmpty()) {
      causes.required(place, "");
    }
    Set<String> wholes = new HashSet<>();
    Set<String> everywhere = new HashSet<>();
    // As it stands upstream, the last one without a subresource counts.
    boolean plain = false;
    for (int i = 0; i < resources.size(); i++) {
      String resource = resources.get(i);
      int slash = resource.indexOf('/');
      if (resource.isEmpty()) {
        causes.required(place.index(i), "");
      } else if (slash < 0) {
        plain = !resource.equals(ANY);
      } else {
        checkSubresource(place.index(i), causes, resource, wholes, everywhere);
      }
    }
    if (resources.size() > 1 && resources.contains("*/*")) {
      causes.invalid(
          place, part.list("resources"), "if '*/*' is present, must not specify other resources");
    }
    if (plain && resources.contains(ANY)) {
      causes.invalid(
          place,
          part.list("resources"),
          "if '*' is present, must not specify other resources without subresources");
    }
  }

  private static void checkSubresource(
      Place place, CauseList causes, String pattern, Set<String> wholes, Set<String> everywhere) {
    int slash = pattern.indexOf('/');
    String resource = pattern.substring(0, slash);
    String subresource = pattern.substring(slash + 1);
    if (wholes.contains(resource)) {
      causes.invalid(
          place, pattern, "if '" + resource + "/*' is present, must not specify " + pattern);
    }
    if (everywhere.contains(subresource)) {
      causes.invalid(
          place, pattern, "if '*/" + subresource + "' is present, must not specify " + pattern);
    }
    if (subresource.equals(ANY)) {
      wholes.add(resource);
    }
    if (resource.equals(ANY)) {
      everywhere.add(subresource);
    }
  }
}
