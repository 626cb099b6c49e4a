package dev.haetae.simulator.validation.service;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The allocation of a Service's addresses, which refuses before anything else is looked at, and
 * alone.
 *
 * <p>Mirrors {@code initIPFamilyFields} and {@code allocClusterIPs} of {@code
 * pkg/registry/core/service/storage/alloc.go}.
 */
public final class ServiceAddresses {
  private final Inventory world;
  private final Part service;
  private final Part spec;
  private final CauseList causes;

  private ServiceAddresses(Inventory world, Part service) {
    this.world = world;
    this.service = service;
    this.spec = service.object("spec");
    this.causes = service.causes();
  }

  /**
   * Why a Service gets no addresses; nothing when it does.
   *
   * @param service the whole object, with its defaults
   * @param existing the Service that it takes the place of; null when it is new
   * @param world looked at for a Service that chooses addresses or families
   */
  public static List<Cause> refusals(
      ObjectValue service, @Nullable ObjectValue existing, Inventory world) {
    CauseList causes = new CauseList();
    Part part = ServiceForm.of(new Part(service, Place.ROOT, causes));
    Part old = existing == null ? null : new Part(existing, Place.ROOT, causes);
    Part whole = old == null ? part : ServiceForm.patched(part, old);
    if (!ServiceForm.type(whole).equals("ExternalName")) {
      new ServiceAddresses(world, whole).allocate(old);
    }
    return causes.causes();
  }

  private void allocate(@Nullable Part old) {
    ServiceFamilies.check(service, old);
    if (causes.isEmpty()) {
      checkPolicy();
    }
    if (!causes.isEmpty() || isAsBefore(old)) {
      return;
    }
    // Looked at only for a Service that chooses something.
    ServiceNetwork network = ServiceNetwork.of(world);
    if (!network.isUnknown()) {
      checkAddressFamilies(network);
    }
    boolean bare = spec.text("clusterIP").equals("None") && spec.map("selector").size() == 0;
    if (causes.isEmpty() && !bare && !network.isUnknown()) {
      checkCluster(network);
    }
    boolean fresh = old == null || ServiceForm.type(old).equals("ExternalName");
    if (causes.isEmpty() && fresh && !ServiceForm.isHeadless(service)) {
      checkFree(network);
    }
  }

  private boolean isAsBefore(@Nullable Part old) {
    for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      boolean same =
          old == null ? !spec.has(field) : spec.get(field).equals(old.object("spec").get(field));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private void checkPolicy() {
    List<String> addresses = spec.texts("clusterIPs");
    String policy = spec.text("ipFamilyPolicy", "SingleStack");
    String detail =
        "must be 'RequireDualStack' or 'PreferDualStack' when multiple %s are specified";
    if (policy.equals("SingleStack") && addresses.size() == 2) {
      causes.invalid(spec.at("ipFamilyPolicy"), policy, detail.replace("%s", "cluster IPs"));
    }
    if (policy.equals("SingleStack") && spec.list("ipFamilies").size() == 2) {
      causes.invalid(spec.at("ipFamilyPolicy"), policy, detail.replace("%s", "IP families"));
    }
  }

  private void checkAddressFamilies(ServiceNetwork network) {
    List<String> addresses = spec.texts("clusterIPs");
    for (int i = spec.list("ipFamilies").size(); i < addresses.size(); i++) {
      String family = AddressSyntax.isSix(addresses.get(i)) ? "IPv6" : "IPv4";
      if (!addresses.get(i).equals("None") && !network.has(family)) {
        causes.invalid(
            spec.at("clusterIPs").index(i),
            spec.get("clusterIPs"),
            family + " is not configured on this cluster");
      }
    }
  }

  private void checkCluster(ServiceNetwork network) {
    if (spec.text("ipFamilyPolicy").equals("RequireDualStack") && !network.isDual()) {
      causes.invalid(
          spec.at("ipFamilyPolicy"),
          "RequireDualStack",
          "this cluster is not configured for dual-stack services");
    }
    List<String> families = spec.texts("ipFamilies");
    for (int i = 0; i < families.size(); i++) {
      if (!network.has(families.get(i))) {
        causes.invalid(
            spec.at("ipFamilies").index(i), families.get(i), "not configured on this cluster");
      }
    }
  }

  private void checkFree(ServiceNetwork network) {
    for (String address : spec.texts("clusterIPs")) {
      String refusal = network.refusal(address);
      if (!refusal.isEmpty()) {
        causes.invalid(
            spec.at("clusterIPs"),
            spec.get("clusterIPs"),
            "failed to allocate IP " + address + ": " + refusal);
        return;
      }
    }
  }
}
