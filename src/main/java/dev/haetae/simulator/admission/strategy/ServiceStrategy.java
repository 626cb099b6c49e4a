package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.service.NodePortAllocation;
import dev.haetae.simulator.service.NodePortAllocation.Range;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.service.ServiceAddresses;
import dev.haetae.simulator.validation.service.ServiceForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a new Service its families of addresses and its node ports, in a cluster with one family.
 * Addresses and ports that the API server would choose stay away.
 *
 * <p>Mirrors {@code pkg/registry/core/service/storage/alloc.go}.
 */
final class ServiceStrategy {
  private static final String EXTERNAL = "ExternalName";
  private static final String NONE = "None";

  private ServiceStrategy() {}

  static @Nullable Refusal prepare(Attributes request) {
    ObjectValue existing = request.existing();
    List<Cause> causes = ServiceAddresses.refusals(request.object(), existing, request.world());
    if (!causes.isEmpty()) {
      return Refusal.invalid(request, causes);
    }
    String refusal =
        NodePortAllocation.refusal(
            resource(request, request.object()),
            existing == null ? null : resource(request, existing),
            request.world(),
            Range.DEFAULT);
    if (refusal != null) {
      return refused(request, refusal);
    }
    if (existing == null) {
      request.replaceSpec(withFamilies(request.spec()));
    } else {
      request.replace(ServiceForm.updated(request.object(), existing));
      String policy = Trees.object(existing, "spec").text("ipFamilyPolicy");
      ObjectValue spec = request.spec();
      boolean kept = policy.isEmpty() || spec.text("type").equals(EXTERNAL);
      request.replaceSpec(
          withFamilies(kept ? spec : Trees.ifAbsent(spec, "ipFamilyPolicy", policy)));
    }
    // Nobody sees this one of a Service that is a name only.
    if (request.spec().text("type").equals(EXTERNAL)) {
      request.replaceSpec(request.spec().without("internalTrafficPolicy"));
    }
    return null;
  }

  private static Resource resource(Attributes request, ObjectValue object) {
    return Resource.of(object, Origin.NONE, request.namespace());
  }

  // The allocator has one thing to say: a field and what is wrong there, or an error of its own.
  private static Refusal refused(Attributes request, String refusal) {
    String prefix = Refusal.invalid(request, "");
    if (!refusal.startsWith(prefix)) {
      return Refusal.internal(refusal);
    }
    String text = refusal.substring(prefix.length());
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return new Refusal(422, "Invalid", refusal, List.of());
    }
    Cause cause =
        new Cause("FieldValueInvalid", text.substring(0, colon), text.substring(colon + 2));
    return Refusal.invalid(request, List.of(cause));
  }

  private static ObjectValue withFamilies(ObjectValue spec) {
    if (spec.text("type").equals(EXTERNAL)) {
      return spec;
    }
    ObjectValue out = spec;
    String address = spec.text("clusterIP");
    if (!address.isEmpty()) {
      out = Trees.ifAbsent(out, "clusterIPs", ArrayValue.ofTexts(List.of(address)));
    }
    boolean bare = address.equals(NONE) && !spec.has("selector");
    out = Trees.ifAbsent(out, "ipFamilyPolicy", bare ? "RequireDualStack" : "SingleStack");
    ArrayValue families = Trees.array(out, "ipFamilies");
    if (families.size() == 0) {
      families = ArrayValue.ofTexts(List.of(family(address)));
      out = out.with("ipFamilies", families);
    }
    if (bare && families.size() == 1 && !out.text("ipFamilyPolicy").equals("SingleStack")) {
      boolean four = families.get(0).equals(new StringValue("IPv4"));
      out =
          out.with(
              "ipFamilies",
              ArrayValue.ofTexts(four ? List.of("IPv4", "IPv6") : List.of("IPv6", "IPv4")));
    }
    return out;
  }

  private static String family(String address) {
    return address.indexOf(':') < 0 ? "IPv4" : "IPv6";
  }
}
