package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.Part;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parts of a pod spec must know of the whole. */
final class PodScope {
  private final Part spec;
  private final boolean ofPod;
  private final Part security;
  // The volumes that are in order by name, each with the field of its source.
  private final Map<String, String> volumes = new HashMap<>();
  private final Set<String> claims = new LinkedHashSet<>();

  /**
   * The scope of a spec.
   *
   * @param ofPod whether it is a pod's and no template's
   */
  PodScope(Part spec, boolean ofPod) {
    this.spec = spec;
    this.ofPod = ofPod;
    this.security = spec.object("securityContext");
    for (Part claim : spec.objects("resourceClaims")) {
      if (!claim.text("name").isEmpty()) {
        claims.add(claim.text("name"));
      }
    }
  }

  Part spec() {
    return spec;
  }

  Part security() {
    return security;
  }

  Map<String, String> volumes() {
    return volumes;
  }

  Set<String> claims() {
    return claims;
  }

  boolean ofPod() {
    return ofPod;
  }

  boolean hostNetwork() {
    return spec.flag("hostNetwork");
  }

  boolean hostUsers() {
    return !spec.isFalse("hostUsers");
  }

  long gracePeriod() {
    return spec.number("terminationGracePeriodSeconds", 30);
  }

  String restartPolicy() {
    return spec.text("restartPolicy", "Always");
  }

  /** The operating system; null when the pod names none. */
  @Nullable String system() {
    return spec.has("os") ? spec.object("os").text("name") : null;
  }
}
