package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.storage.VolumePaths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of the annotations of pods that mean something to Kubernetes.
 *
 * <p>Mirrors {@code ValidatePodSpecificAnnotations} and {@code
 * ValidatePodSpecificAnnotationUpdates} of {@code pkg/apis/core/validation/validation.go}.
 */
final class PodAnnotations {
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final String SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String CONTAINER_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final Set<String> PROFILES =
      Set.of("runtime/default", "docker/default", "unconfined");
  private static final String LOCAL = "localhost/";

  private PodAnnotations() {}

  /**
   * Checks the annotations of a pod or of a template.
   *
   * @param place the place of the annotations
   */
  static void check(ObjectValue annotations, Part spec, Place place) {
    CauseList causes = spec.causes();
    if (annotations.has(MIRROR) && spec.text("nodeName").isEmpty()) {
      causes.invalid(
          place.key(MIRROR),
          annotations.text(MIRROR),
          "must set spec.nodeName if mirror pod annotation is set");
    }
    String cost = annotations.text(COST);
    if (annotations.has(COST) && !isCost(cost)) {
      causes.invalid(place.key(COST), cost, "must be a 32bit integer");
    }
    Set<String> containers = Set.of();
    for (int i = 0; i < annotations.size() && !causes.isFull(); i++) {
      String key = annotations.key(i);
      String value = annotations.text(key);
      if (key.equals(SECCOMP) || key.startsWith(CONTAINER_SECCOMP)) {
        checkSeccomp(value, place.child(key), causes);
      } else if (key.startsWith(APP_ARMOR)) {
        containers = containers.isEmpty() ? containers(spec) : containers;
        String container = key.substring(APP_ARMOR.length());
        if (!containers.contains(container)) {
          causes.invalid(place.key(key), container, "container not found");
        }
        if (!value.isEmpty()
            && !value.equals("runtime/default")
            && !value.equals("unconfined")
            && !value.startsWith(LOCAL)) {
          causes.invalid(place.key(key), value, "invalid AppArmor profile name: \"" + value + '"');
        }
      }
    }
  }

  /** Checks that annotations which came before fields say what these say. */
  static void checkFields(ObjectValue annotations, Part spec) {
    if (annotations.size() == 0) {
      return;
    }
    Part context = spec.object("securityContext");
    checkProfile("seccomp", annotations, SECCOMP, context.object("seccompProfile"));
    boolean windows = spec.object("os").text("name").equals("windows");
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (Part container : spec.objects(list)) {
        String name = container.text("name");
        Part own = container.object("securityContext");
        checkProfile(
            "seccomp", annotations, CONTAINER_SECCOMP + name, own.object("seccompProfile"));
        Part armor = own.object("appArmorProfile");
        Part inherited = own.has("appArmorProfile") ? armor : context.object("appArmorProfile");
        if (!windows) {
          checkProfile("apparmor", annotations, APP_ARMOR + name, inherited.at(armor.place()));
        }
      }
    }
  }

  private static void checkProfile(String what, ObjectValue annotations, String key, Part profile) {
    if (!annotations.has(key)) {
      return;
    }
    String annotation = annotations.text(key);
    boolean same =
        switch (profile.text("type")) {
          case "Unconfined" -> annotation.equals("unconfined");
          case "RuntimeDefault" ->
              annotation.equals("runtime/default")
                  || (what.equals("seccomp") && annotation.equals("docker/default"));
          case "Localhost" -> annotation.startsWith(LOCAL);
          default -> true;
        };
    if (!same) {
      profile
          .causes()
          .forbidden(profile.at("type"), what + " type in annotation and field must match");
    } else if (profile.text("type").equals("Localhost")
        && !annotation.substring(LOCAL.length()).equals(profile.textOrNull("localhostProfile"))) {
      profile
          .causes()
          .forbidden(
              profile.at("localhostProfile"), what + " profile in annotation and field must match");
    }
  }

  private static Set<String> containers(Part spec) {
    Set<String> names = new HashSet<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (Part container : spec.objects(list)) {
        names.add(container.text("name"));
      }
    }
    return names;
  }

  private static void checkSeccomp(String profile, Place place, CauseList causes) {
    if (profile.startsWith(LOCAL)) {
      VolumePaths.checkDescending(profile.substring(LOCAL.length()), place, causes);
    } else if (!PROFILES.contains(profile)) {
      causes.invalid(place, profile, "must be a valid seccomp profile");
    }
  }

  private static boolean isCost(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    int length = text.length() - digits;
    if (length < 1 || length > 10 || (digits == 0 && text.charAt(0) == '0' && length > 1)) {
      return false;
    }
    long cost = 0;
    for (int i = digits; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      cost = cost * 10 + c - '0';
    }
    return digits == 0 ? cost <= Integer.MAX_VALUE : -cost >= Integer.MIN_VALUE;
  }

  /** Checks that annotations which the kubelet has read are left alone. */
  static void checkUpdate(ObjectValue annotations, ObjectValue before, Part spec, Place place) {
    CauseList causes = spec.causes();
    for (int i = 0; i < before.size(); i++) {
      String key = before.key(i);
      if (!annotations.get(key).equals(before.value(i))) {
        refuse(key, "remove or update ", place, causes);
      }
    }
    for (int i = 0; i < annotations.size(); i++) {
      if (before.indexOf(annotations.key(i)) < 0) {
        refuse(annotations.key(i), "add ", place, causes);
      }
    }
    check(annotations, spec, place);
  }

  private static void refuse(String key, String verb, Place place, CauseList causes) {
    if (key.startsWith(APP_ARMOR)) {
      causes.forbidden(place.key(key), "may not " + verb + "AppArmor annotations");
    }
    if (key.equals(MIRROR)) {
      causes.forbidden(place.key(key), "may not " + verb + "mirror pod annotation");
    }
  }
}
