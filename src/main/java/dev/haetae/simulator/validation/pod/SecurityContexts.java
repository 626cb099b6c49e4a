package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.storage.VolumePaths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of security contexts, of containers and of pods.
 *
 * <p>Mirrors {@code ValidateSecurityContext} and {@code validatePodSpecSecurityContext} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class SecurityContexts {
  private static final InternalType TYPE = InternalType.of("SecurityContext");
  private static final InternalType SECCOMP = InternalType.of("SeccompProfile");
  private static final List<String> PROFILES = List.of("Localhost", "RuntimeDefault", "Unconfined");
  private static final List<String> PROC_MOUNTS = List.of("Default", "Unmasked");
  private static final int MOST_PROFILE_BYTES = 4095;
  private static final String SYSCTL_SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final int MOST_SYSCTL_BYTES = 253;

  private SecurityContexts() {}

  /**
   * Checks the context of a container.
   *
   * @param hostUsers whether the pod is in the host's user namespace
   */
  static void checkContainer(Part context, boolean hostUsers) {
    CauseList causes = context.causes();
    context.within("runAsUser", 0, Integer.MAX_VALUE);
    context.within("runAsGroup", 0, Integer.MAX_VALUE);
    context.oneOf("procMount", PROC_MOUNTS);
    if (hostUsers && context.text("procMount").equals("Unmasked")) {
      causes.invalid(
          context.at("procMount"), "Unmasked", "`hostUsers` must be false to use `Unmasked`");
    }
    checkSeccomp(context);
    if (context.isFalse("allowPrivilegeEscalation")) {
      checkEscalation(context);
    }
    WindowsPods.checkOptions(context);
    checkAppArmor(context);
  }

  private static void checkEscalation(Part context) {
    String refused = "cannot set `allowPrivilegeEscalation` to false and ";
    if (context.flag("privileged")) {
      context
          .causes()
          .invalid(context.place(), context.value(), TYPE, refused + "`privileged` to true");
    }
    for (String capability : context.object("capabilities").texts("add")) {
      if (capability.equals("CAP_SYS_ADMIN")) {
        context
            .causes()
            .invalid(
                context.place(),
                context.value(),
                TYPE,
                refused + "`capabilities.Add` CAP_SYS_ADMIN");
      }
    }
  }

  private static void checkSeccomp(Part context) {
    Part profile = context.objectOrNull("seccompProfile");
    if (profile == null) {
      return;
    }
    CauseList causes = context.causes();
    String type = profile.text("type");
    if (type.isEmpty()) {
      causes.required(profile.at("type"), "type is required when seccompProfile is set");
    }
    profile.oneOfOrDefault("type", PROFILES);
    Place place = profile.at("localhostProfile");
    if (!type.equals("Localhost")) {
      if (profile.has("localhostProfile")) {
        causes.invalid(
            place, profile.value(), SECCOMP, "can only be set when seccomp type is Localhost");
      }
    } else if (profile.has("localhostProfile")) {
      VolumePaths.checkDescending(profile.text("localhostProfile"), place, causes);
    } else {
      causes.required(place, "must be set when seccomp type is Localhost");
    }
  }

  private static void checkAppArmor(Part context) {
    Part profile = context.objectOrNull("appArmorProfile");
    if (profile == null) {
      return;
    }
    CauseList causes = context.causes();
    String type = profile.text("type");
    Place place = profile.at("localhostProfile");
    String path = profile.textOrNull("localhostProfile");
    switch (type) {
      case "Localhost" -> {
        String trimmed = path == null ? "" : path.strip();
        if (path != null && !trimmed.equals(path)) {
          causes.invalid(place, path, "must not be padded with whitespace");
        } else if (trimmed.isEmpty()) {
          causes.required(place, "must be set when AppArmor type is Localhost");
        }
        if (path != null && NameSyntax.bytes(path) > MOST_PROFILE_BYTES) {
          causes.tooLong(place, MOST_PROFILE_BYTES);
        }
      }
      case "RuntimeDefault", "Unconfined" -> {
        if (path != null) {
          causes.invalid(place, path, "can only be set when AppArmor type is Localhost");
        }
      }
      case "" ->
          causes.required(profile.at("type"), "type is required when appArmorProfile is set");
      default -> causes.notSupported(profile.at("type"), type, PROFILES);
    }
  }

  /** Checks the context of a pod. */
  static void checkPod(PodScope scope) {
    Part context = scope.security();
    CauseList causes = context.causes();
    context.within("fsGroup", 0, Integer.MAX_VALUE);
    context.within("runAsUser", 0, Integer.MAX_VALUE);
    context.within("runAsGroup", 0, Integer.MAX_VALUE);
    checkGroups(context);
    if (scope.spec().flag("shareProcessNamespace") && scope.spec().flag("hostPID")) {
      causes.invalid(
          context.at("shareProcessNamespace"),
          scope.spec().get("shareProcessNamespace"),
          "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    checkSysctls(context, scope);
    context.oneOf("fsGroupChangePolicy", List.of("Always", "OnRootMismatch"));
    checkSeccomp(context);
    WindowsPods.checkOptions(context);
    checkAppArmor(context);
    context.oneOf("supplementalGroupsPolicy", List.of("Merge", "Strict"));
    context.oneOf("seLinuxChangePolicy", List.of("Recursive"));
  }

  private static void checkGroups(Part context) {
    for (int i = 0; i < context.list("supplementalGroups").size(); i++) {
      if (context.list("supplementalGroups").get(i) instanceof NumberValue number
          && number.isInteger()
          && (number.integer() < 0 || number.integer() > Integer.MAX_VALUE)) {
        context
            .causes()
            .invalid(
                context.at("supplementalGroups").index(i),
                number.integer(),
                "must be between 0 and 2147483647, inclusive");
      }
    }
  }

  private static void checkSysctls(Part context, PodScope scope) {
    CauseList causes = context.causes();
    Set<String> names = new HashSet<>();
    for (Part sysctl : context.objects("sysctls")) {
      String name = sysctl.text("name");
      Place place = sysctl.at("name");
      if (name.isEmpty()) {
        causes.required(place, "");
      } else if (!isSysctl(name)) {
        causes.invalid(
            place,
            name,
            "must have at most 253 characters and match regex ^("
                + SYSCTL_SEGMENT
                + "[\\./])*"
                + SYSCTL_SEGMENT
                + "$");
      } else if (names.contains(name)) {
        causes.duplicate(place, name);
      }
      String dotted = name.replace('/', '.');
      if (scope.hostNetwork() && dotted.startsWith("net.")) {
        causes.invalid(place, name, "may not be specified when 'hostNetwork' is true");
      } else if (scope.spec().flag("hostIPC") && isIpc(dotted)) {
        causes.invalid(place, name, "may not be specified when 'hostIPC' is true");
      }
      names.add(name);
    }
  }

  private static boolean isIpc(String name) {
    return name.equals("kernel.sem")
        || name.startsWith("kernel.shm")
        || name.startsWith("kernel.msg")
        || name.startsWith("fs.mqueue.");
  }

  private static boolean isSysctl(String name) {
    if (NameSyntax.bytes(name) > MOST_SYSCTL_BYTES) {
      return false;
    }
    for (String segment : name.split("[./]", -1)) {
      boolean valid = !segment.isEmpty();
      for (int i = 0; i < segment.length() && valid; i++) {
        char c = segment.charAt(i);
        boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        boolean inside = i > 0 && i < segment.length() - 1 && (c == '-' || c == '_');
        valid = plain || inside;
      }
      if (!valid) {
        return false;
      }
    }
    return true;
  }
}
