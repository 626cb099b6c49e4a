package dev.haetae.simulator.validation.meta;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The validation of what selects nodes: of pods, of volumes and of storage classes.
 *
 * <p>Mirrors {@code ValidateNodeSelector} and {@code ValidateTopologySelectorTerm} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class NodeSelectors {
  /** The node affinity of a volume as a message shows it. */
  public static final InternalType VOLUME_AFFINITY = InternalType.of("VolumeNodeAffinity");

  private NodeSelectors() {}

  /** Checks a node selector: there must be terms. */
  public static void check(Part selector) {
    if (selector.list("nodeSelectorTerms").size() == 0) {
      selector
          .causes()
          .required(selector.at("nodeSelectorTerms"), "must have at least one node selector term");
      return;
    }
    for (Part term : selector.objects("nodeSelectorTerms")) {
      checkTerm(term, true);
    }
  }

  /**
   * Checks a term.
   *
   * @param strict whether values must be those of labels; a preference may have any
   */
  public static void checkTerm(Part term, boolean strict) {
    for (Part requirement : term.objects("matchExpressions")) {
      checkExpression(requirement, strict);
    }
    for (Part requirement : term.objects("matchFields")) {
      checkField(requirement);
    }
  }

  private static void checkExpression(Part requirement, boolean strict) {
    CauseList causes = requirement.causes();
    Place place = requirement.at("values");
    List<String> values = requirement.texts("values");
    switch (requirement.text("operator")) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          causes.required(place, "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          causes.forbidden(
              place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      case "Gt", "Lt" -> {
        if (values.size() != 1) {
          causes.required(place, "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
      }
      default -> invalidOperator(requirement);
    }
    String key = requirement.text("key");
    causes.invalid(requirement.at("key"), key, NameSyntax.key(key));
    if (strict) {
      LabelSelectors.checkValues(requirement, values);
    }
  }

  private static void checkField(Part requirement) {
    CauseList causes = requirement.causes();
    List<String> values = requirement.texts("values");
    switch (requirement.text("operator")) {
      case "In", "NotIn" -> {
        if (values.size() != 1) {
          causes.required(
              requirement.at("values"),
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
      }
      default -> invalidOperator(requirement);
    }
    String key = requirement.text("key");
    if (!key.equals("metadata.name")) {
      causes.invalid(requirement.at("key"), key, "not a valid field selector key");
      return;
    }
    for (int i = 0; i < values.size() && !causes.isFull(); i++) {
      causes.invalid(
          requirement.at("values").index(i), values.get(i), NameSyntax.subdomain(values.get(i)));
    }
  }

  private static void invalidOperator(Part requirement) {
    requirement
        .causes()
        .invalid(
            requirement.at("operator"),
            requirement.text("operator"),
            "not a valid selector operator");
  }

  /** Checks the node affinity of a volume, if there is one; returns whether there is. */
  public static boolean checkVolumeAffinity(Part spec) {
    Part affinity = spec.objectOrNull("nodeAffinity");
    if (affinity == null) {
      return false;
    }
    if (affinity.has("required")) {
      check(affinity.object("required"));
    } else {
      spec.causes().required(affinity.at("required"), "must specify required node constraints");
    }
    return true;
  }

  /** Checks the terms of {@code allowedTopologies}. */
  public static void checkTopologies(Part part, String field) {
    Map<Map<String, Set<String>>, Integer> terms = new HashMap<>();
    // As it stands upstream, an empty term is compared with as many others as there are terms.
    terms.put(Map.of(), part.list(field).size());
    for (Part term : part.objects(field)) {
      Map<String, Set<String>> values = new TreeMap<>();
      for (Part requirement : term.objects("matchLabelExpressions")) {
        checkTopology(requirement);
        String key = requirement.text("key");
        if (values.put(key, new TreeSet<>(requirement.texts("values"))) != null) {
          part.causes().duplicate(requirement.at("key"), key);
        }
      }
      int same = terms.getOrDefault(values, 0);
      for (int i = 0; i < same && !part.causes().isFull(); i++) {
        part.causes().duplicate(term.at("matchLabelExpressions"), "");
      }
      terms.put(values, same + 1);
    }
  }

  private static void checkTopology(Part requirement) {
    CauseList causes = requirement.causes();
    List<String> values = requirement.texts("values");
    if (values.isEmpty()) {
      causes.required(requirement.at("values"), "");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        causes.duplicate(requirement.at("values").index(i), values.get(i));
      }
    }
    String key = requirement.text("key");
    causes.invalid(requirement.at("key"), key, NameSyntax.key(key));
  }
}
