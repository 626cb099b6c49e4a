package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The validation of a pod's operating system, and of what goes with Windows or Linux only.
 *
 * <p>Mirrors {@code validateOS}, {@code validateWindows}, {@code validateLinux} and {@code
 * validateWindowsHostProcessPod} of {@code pkg/apis/core/validation/validation.go}.
 */
final class WindowsPods {
  private static final List<String> SYSTEMS = List.of("linux", "windows");
  private static final List<String> NOT_IN_POD =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "fsGroup",
          "fsGroupChangePolicy",
          "sysctls",
          "runAsUser",
          "runAsGroup",
          "supplementalGroups",
          "supplementalGroupsPolicy",
          "seLinuxChangePolicy");
  private static final List<String> NOT_IN_CONTAINER =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "capabilities",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "procMount",
          "runAsUser",
          "runAsGroup");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
  private static final Pattern NET_BIOS =
      Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
  private static final Pattern REFUSED_IN_USER = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");
  private static final int MOST_CREDENTIALS_KIB = 64;

  private WindowsPods() {}

  /** Checks the {@code windowsOptions} of a security context, if there are any. */
  static void checkOptions(Part context) {
    Part options = context.objectOrNull("windowsOptions");
    if (options == null) {
      return;
    }
    CauseList causes = context.causes();
    String name = options.textOrNull("gmsaCredentialSpecName");
    if (name != null) {
      causes.invalid(options.at("gmsaCredentialSpecName"), name, NameSyntax.subdomain(name));
    }
    String credentials = options.textOrNull("gmsaCredentialSpec");
    if (credentials != null) {
      if (credentials.isEmpty()) {
        causes.invalid(
            options.at("gmsaCredentialSpec"), "", "gmsaCredentialSpec cannot be an empty string");
      } else if (NameSyntax.bytes(credentials) > MOST_CREDENTIALS_KIB * 1024) {
        causes.invalid(
            options.at("gmsaCredentialSpec"),
            credentials,
            "gmsaCredentialSpec size must be under " + MOST_CREDENTIALS_KIB + " KiB");
      }
    }
    String user = options.textOrNull("runAsUserName");
    if (user != null) {
      for (String fault : userFaults(user)) {
        causes.invalid(options.at("runAsUserName"), user, "runAsUserName" + fault);
      }
    }
  }

  private static List<String> userFaults(String name) {
    if (name.isEmpty()) {
      return List.of(" cannot be an empty string");
    }
    if (CONTROLS.matcher(name).find()) {
      return List.of(" cannot contain control characters");
    }
    int slash = name.indexOf('\\');
    if (slash != name.lastIndexOf('\\')) {
      return List.of(" cannot contain more than one backslash");
    }
    List<String> faults = new ArrayList<>(0);
    String domain = slash < 0 ? "" : name.substring(0, slash);
    String user = name.substring(slash + 1);
    if (NameSyntax.bytes(domain) >= 256) {
      faults.add("'s Domain length must be under 256 characters");
    }
    if (slash >= 0 && !NET_BIOS.matcher(domain).matches() && !isDnsName(domain)) {
      faults.add("'s Domain doesn't match the NetBios nor the DNS format");
    }
    if (user.isEmpty()) {
      faults.add("'s User cannot be empty");
    } else if (NameSyntax.bytes(user) > 104) {
      faults.add("'s User length must not be longer than 104 characters");
    }
    if (!user.isEmpty() && user.replace(".", "").replace(" ", "").isEmpty()) {
      faults.add("'s User cannot contain only periods or spaces");
    }
    if (REFUSED_IN_USER.matcher(user).find()) {
      faults.add("'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
    }
    return faults;
  }

  private static boolean isDnsName(String domain) {
    for (String label : domain.split("\\.", -1)) {
      if (label.length() > 63 || !NameSyntax.isSubdomain(label.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** Checks the pod's operating system, and what goes with it. */
  static void check(PodScope scope) {
    checkHostProcess(scope);
    Part spec = scope.spec();
    String system = scope.system();
    if (system == null) {
      return;
    }
    if (system.isEmpty()) {
      spec.causes().required(spec.at("os").child("name"), "");
    } else if (!SYSTEMS.contains(system)) {
      spec.causes().notSupported(spec.at("os"), system, SYSTEMS);
    } else if (system.equals("linux")) {
      checkLinux(scope);
    } else {
      checkWindows(scope);
    }
  }

  private static List<Part> contexts(Part spec) {
    List<Part> contexts = new ArrayList<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (Part container : spec.objects(list)) {
        contexts.add(container.object("securityContext"));
      }
    }
    return contexts;
  }

  private static void forbid(Part part, String field, Place place, String detail) {
    boolean emptyList = field.equals("sysctls") && part.list(field).size() == 0;
    if (part.has(field) && !emptyList) {
      part.causes().forbidden(place, detail);
    }
  }

  private static void checkLinux(PodScope scope) {
    String detail = "windows options cannot be set for a linux pod";
    forbid(scope.security(), "windowsOptions", scope.security().at("windowsOptions"), detail);
    for (Part context : contexts(scope.spec())) {
      forbid(context, "windowsOptions", context.at("windowsOptions"), detail);
    }
  }

  private static void checkWindows(PodScope scope) {
    String detail = "cannot be set for a windows pod";
    Part spec = scope.spec();
    for (String field : NOT_IN_POD) {
      forbid(scope.security(), field, scope.security().at(field), detail);
    }
    for (String field : List.of("hostUsers", "shareProcessNamespace")) {
      forbid(spec, field, spec.at(field), detail);
    }
    for (String field : List.of("hostPID", "hostIPC")) {
      if (spec.flag(field)) {
        spec.causes().forbidden(spec.at(field), detail);
      }
    }
    for (Part context : contexts(spec)) {
      for (String field : NOT_IN_CONTAINER) {
        forbid(context, field, context.at(field), detail);
      }
    }
  }

  private static void checkHostProcess(PodScope scope) {
    Part spec = scope.spec();
    Part options = scope.security().object("windowsOptions");
    boolean stated = options.has("hostProcess");
    boolean ofPod = options.flag("hostProcess");
    int all = 0;
    int found = 0;
    for (Part context : contexts(spec)) {
      all++;
      Part own = context.object("windowsOptions");
      if (stated && own.has("hostProcess") && own.flag("hostProcess") != ofPod) {
        spec.causes()
            .invalid(
                own.at("hostProcess"),
                own.get("hostProcess"),
                "pod hostProcess value must be identical if both are specified, was " + ofPod);
      }
      found += (own.has("hostProcess") ? own.flag("hostProcess") : ofPod) ? 1 : 0;
    }
    if (found == 0) {
      return;
    }
    if (found != all) {
      spec.causes()
          .invalid(
              spec.place(),
              "",
              "If pod contains any hostProcess containers then all containers must be HostProcess"
                  + " containers");
    }
    if (!scope.hostNetwork()) {
      spec.causes()
          .invalid(
              spec.at("hostNetwork"),
              BooleanValue.FALSE,
              "hostNetwork must be true if pod contains any hostProcess containers");
    }
  }
}
