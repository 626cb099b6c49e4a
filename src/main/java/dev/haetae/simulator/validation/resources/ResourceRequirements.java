package dev.haetae.simulator.validation.resources;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The validation of what a container or a pod asks for.
 *
 * <p>Mirrors {@code validateResourceRequirements} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class ResourceRequirements {
  private final Part resources;
  private final CauseList causes;
  private final boolean ofPod;
  private boolean computes;
  private boolean huge;

  private ResourceRequirements(Part resources, boolean ofPod) {
    this.resources = resources;
    this.causes = resources.causes();
    this.ofPod = ofPod;
  }

  /**
   * Checks the {@code resources} of a container.
   *
   * @param claims the names of the pod's resource claims
   */
  public static void checkContainer(Part resources, Collection<String> claims) {
    ResourceRequirements requirements = new ResourceRequirements(resources, false);
    requirements.checkAmounts();
    requirements.checkClaims(claims);
  }

  /**
   * Checks the {@code resources} of a whole pod.
   *
   * @param claims the names of the pod's resource claims
   */
  public static void checkPod(Part resources, Collection<String> claims) {
    ResourceRequirements requirements = new ResourceRequirements(resources, true);
    requirements.checkAmounts();
    requirements.checkClaims(claims);
  }

  /** Checks the map of amounts at {@code field} as if they were limits, such as an overhead. */
  public static void checkLimits(Part part, String field) {
    if (part.has(field)) {
      ObjectValue limits = ObjectValue.of("limits", part.map(field));
      new ResourceRequirements(new Part(limits, part.at(field), part.causes()), false)
          .checkAmounts();
    }
  }

  private void checkAmounts() {
    ObjectValue limits = resources.map("limits");
    ObjectValue requests = resources.map("requests");
    for (int i = 0; i < limits.size() && !causes.isFull(); i++) {
      checkOne(limits.key(i), limits.value(i), resources.at("limits"));
    }
    for (int i = 0; i < requests.size() && !causes.isFull(); i++) {
      String name = requests.key(i);
      checkOne(name, requests.value(i), resources.at("requests"));
      checkRequest(name, requests.value(i), limits.get(name));
    }
    if (huge && !computes) {
      causes.forbidden(resources.place(), "HugePages require cpu or memory");
    }
  }

  private void checkOne(String name, Value value, Place list) {
    Place place = list.key(name);
    if (ofPod) {
      ResourceNames.checkPod(name, place, causes);
    } else {
      ResourceNames.checkContainer(name, place, causes);
    }
    ResourceNames.checkAmount(name, value, place, causes);
    computes |= name.equals("cpu") || name.equals("memory");
    if (ResourceNames.isHuge(name)) {
      huge = true;
      Quantity quantity = Part.quantity(value);
      if (quantity != null && !ResourceNames.isDivisible(name, quantity)) {
        String shown = Part.amount(value);
        causes.invalid(place, shown, shown + " is not positive integer multiple of " + name);
      }
    }
  }

  private void checkRequest(String name, Value request, Value limit) {
    if (limit.isNull()) {
      if (!ResourceNames.isOvercommitAllowed(name)) {
        causes.required(
            resources.at("limits"), "Limit must be set for non overcommitable resources");
      }
      return;
    }
    Quantity asked = Part.quantity(request);
    Quantity most = Part.quantity(limit);
    if (asked == null || most == null) {
      return;
    }
    int order = asked.compareTo(most);
    boolean overcommit = ResourceNames.isOvercommitAllowed(name);
    if (overcommit ? order > 0 : order != 0) {
      causes.invalid(
          resources.at("requests"),
          Part.amount(request),
          (overcommit ? "must be less than or equal to " : "must be equal to ")
              + name
              + " limit of "
              + Part.amount(limit));
    }
  }

  private void checkClaims(Collection<String> known) {
    Set<String> whole = new HashSet<>();
    Set<String> keys = new HashSet<>();
    Set<String> parts = new HashSet<>();
    for (Part claim : resources.objects("claims")) {
      String name = claim.text("name");
      String request = claim.text("request");
      if (name.isEmpty()) {
        causes.required(claim.place(), "");
        continue;
      }
      if (whole.contains(name)) {
        causes.duplicate(claim.place(), name);
      } else {
        if (!request.isEmpty()) {
          causes.invalid(claim.at("request"), request, NameSyntax.label(request));
        }
        String key = request.isEmpty() ? name : name + '/' + request;
        if (!keys.add(key) || (request.isEmpty() && parts.contains(name))) {
          causes.duplicate(claim.place(), key);
        }
        (request.isEmpty() ? whole : parts).add(name);
      }
      if (!known.contains(name) && !causes.isFull()) {
        causes.notFound(
            claim.place(),
            name,
            "must be one of the names in pod.spec.resourceClaims"
                + (known.isEmpty()
                    ? " which is empty"
                    : ": " + String.join(", ", new TreeSet<>(known))));
      }
    }
  }
}
