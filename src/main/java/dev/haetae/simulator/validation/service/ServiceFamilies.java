package dev.haetae.simulator.validation.service;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation of a Service's addresses and their families.
 *
 * <p>Mirrors {@code ValidateServiceClusterIPsRelatedFields}, {@code
 * validateUpgradeDowngradeClusterIPs} and {@code validateUpgradeDowngradeIPFamilies} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class ServiceFamilies {
  static final List<String> FAMILIES = List.of("IPv4", "IPv6");
  private static final List<String> POLICIES =
      List.of("PreferDualStack", "RequireDualStack", "SingleStack");

  private ServiceFamilies() {}

  static void check(Part service, @Nullable Part old) {
    if (ServiceForm.type(service).equals("ExternalName")) {
      return;
    }
    Part spec = service.object("spec");
    CauseList causes = service.causes();
    List<String> addresses = spec.texts("clusterIPs");
    String first = spec.text("clusterIP");
    Place place = spec.at("clusterIPs");
    if (first.isEmpty() && !addresses.isEmpty()) {
      causes.invalid(
          place, spec.get("clusterIPs"), "must be empty when `clusterIP` is not specified");
    } else if (!first.isEmpty() && !addresses.isEmpty() && !addresses.getFirst().equals(first)) {
      causes.invalid(place, spec.get("clusterIPs"), "first value must match `clusterIP`");
    }
    Set<String> seen = new HashSet<>();
    List<String> families = spec.texts("ipFamilies");
    for (int i = 0; i < families.size() && !causes.isFull(); i++) {
      String family = families.get(i);
      Place at = spec.at("ipFamilies").index(i);
      if (!FAMILIES.contains(family)) {
        causes.notSupported(at, family, FAMILIES);
      }
      if (!seen.add(family)) {
        causes.duplicate(at, family);
      }
    }
    spec.oneOf("ipFamilyPolicy", POLICIES);
    if (checkAddresses(spec, addresses, old)) {
      checkFamilies(service, addresses, families);
    }
  }

  // Returns whether all are addresses.
  private static boolean checkAddresses(Part spec, List<String> addresses, @Nullable Part old) {
    CauseList causes = spec.causes();
    Place place = spec.at("clusterIPs");
    Set<String> known =
        old == null ? Set.of() : new HashSet<>(old.object("spec").texts("clusterIPs"));
    boolean valid = true;
    for (int i = 0; i < addresses.size() && !causes.isFull(); i++) {
      String address = addresses.get(i);
      if (i == 0 && address.equals("None")) {
        if (addresses.size() > 1) {
          valid = false;
          causes.invalid(place, spec.get("clusterIPs"), "'None' must be the first and only value");
        }
      } else if (!known.contains(address)) {
        List<String> faults = AddressSyntax.address(address);
        valid &= faults.isEmpty();
        causes.invalid(place.index(i), address, faults);
      }
    }
    if (addresses.size() > 2) {
      causes.invalid(place, spec.get("clusterIPs"), "may only hold up to 2 values");
    }
    return valid;
  }

  private static void checkFamilies(Part service, List<String> addresses, List<String> families) {
    Part spec = service.object("spec");
    Place place = spec.at("clusterIPs");
    if (addresses.size() > 1) {
      long six = addresses.stream().filter(AddressSyntax::isSix).count();
      if (six == 0 || six == addresses.size()) {
        service
            .causes()
            .invalid(
                place,
                spec.get("clusterIPs"),
                "may specify no more than one IP for each IP family");
      }
    }
    if (ServiceForm.isHeadless(service)) {
      return;
    }
    for (int i = 0; i < Math.min(addresses.size(), families.size()); i++) {
      boolean six = AddressSyntax.isSix(addresses.get(i));
      String family = families.get(i);
      if (family.equals(six ? "IPv4" : "IPv6")) {
        service
            .causes()
            .invalid(
                place.index(i),
                addresses.get(i),
                "expected an " + family + " value as indicated by `ipFamilies[" + i + "]`");
      }
    }
  }

  /** Checks that a changed Service keeps its addresses and families. */
  static void checkUpdate(Part service, Part old) {
    if (ServiceForm.type(service).equals("ExternalName")
        || ServiceForm.type(old).equals("ExternalName")) {
      return;
    }
    boolean headless = ServiceForm.isHeadless(service);
    boolean was = ServiceForm.isHeadless(old);
    if (!headless || !was) {
      checkKept(service, old, "clusterIPs", "primary clusterIP can not be unset", true);
    }
    if (!headless && !was) {
      checkKept(service, old, "ipFamilies", "primary ipFamily can not be unset", false);
    }
  }

  private static void checkKept(
      Part service, Part old, String field, String unset, boolean addresses) {
    Part spec = service.object("spec");
    CauseList causes = service.causes();
    List<String> now = spec.texts(field);
    List<String> before = old.object("spec").texts(field);
    Place place = spec.at(field);
    Value shown = spec.get(field).isNull() ? ArrayValue.EMPTY : spec.get(field);
    if (now.size() == before.size()) {
      for (int i = 0; i < now.size() && !causes.isFull(); i++) {
        if (!now.get(i).equals(before.get(i))) {
          causes.invalid(place.index(addresses ? i : 0), shown, "may not change once set");
        }
      }
      return;
    }
    if (now.isEmpty() && !before.isEmpty() && spec.list("clusterIPs").size() == 0) {
      causes.invalid(place.index(0), shown, unset);
    }
    if (!now.isEmpty() && !before.isEmpty() && !now.getFirst().equals(before.getFirst())) {
      causes.invalid(
          place.index(0), addresses ? shown : spec.get("clusterIPs"), "may not change once set");
    }
    String policy = spec.textOrNull("ipFamilyPolicy");
    if (now.size() == 1 && before.size() > 1 && !"SingleStack".equals(policy)) {
      causes.invalid(
          spec.at("ipFamilyPolicy"),
          policy == null ? NullValue.NULL : new StringValue(policy),
          "must be set to 'SingleStack' when releasing the secondary "
              + (addresses ? "clusterIP" : "ipFamily"));
    }
  }
}
