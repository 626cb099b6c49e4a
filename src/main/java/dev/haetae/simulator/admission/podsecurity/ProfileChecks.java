package dev.haetae.simulator.admission.podsecurity;

import static dev.haetae.simulator.admission.podsecurity.PodFacts.context;
import static dev.haetae.simulator.admission.podsecurity.Violation.plural;
import static dev.haetae.simulator.admission.podsecurity.Violation.quoted;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.validation.field.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the profiles that confine a process: AppArmor, seccomp, SELinux and sysctls.
 *
 * <p>Mirrors {@code check_appArmorProfile.go}, {@code check_seccompProfile_*.go}, {@code
 * check_seLinuxOptions.go} and {@code check_sysctls.go} of {@code
 * k8s.io/pod-security-admission/policy}.
 */
final class ProfileChecks {
  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
  private static final Set<String> TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t");
  private static final List<String> SAFE =
      List.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem");

  private ProfileChecks() {}

  static @Nullable Violation appArmor(PodFacts pod) {
    Set<String> types = new TreeSet<>();
    boolean byPod = isBadProfile(pod.context(), "appArmorProfile", types);
    List<String> containers =
        pod.named(container -> isBadProfile(context(container), "appArmorProfile", types));
    List<String> setters = new ArrayList<>();
    String bySpec = Violation.setters(byPod, containers);
    if (!bySpec.isEmpty()) {
      setters.add(bySpec);
    }
    List<String> values = new ArrayList<>(types);
    Set<String> annotations = new TreeSet<>();
    for (int i = 0; i < pod.annotations().size(); i++) {
      String key = pod.annotations().key(i);
      String value = pod.annotations().text(key);
      boolean allowed =
          value.isEmpty() || value.equals("runtime/default") || value.startsWith("localhost/");
      if (key.startsWith(APP_ARMOR) && !allowed) {
        annotations.add(key + '=' + GoText.literal(value));
      }
    }
    if (!annotations.isEmpty()) {
      values.addAll(annotations);
      setters.add(plural("annotation", "annotations", annotations.size()));
    }
    return setters.isEmpty()
        ? null
        : new Violation(
            plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.size()),
            String.join(" and ", setters)
                + " must not set AppArmor profile type to "
                + quoted(values));
  }

  // Both profiles allow the same types.
  private static boolean isBadProfile(ObjectValue context, String field, Set<String> types) {
    if (!context.has(field)) {
      return false;
    }
    String type = Trees.object(context, field).text("type");
    if (type.equals("RuntimeDefault") || type.equals("Localhost")) {
      return false;
    }
    types.add(type);
    return true;
  }

  static @Nullable Violation seccompAnnotations(PodFacts pod) {
    Set<String> forbidden = new TreeSet<>();
    addForbidden(forbidden, pod.annotations(), SECCOMP_POD);
    for (ObjectValue container : pod.containers()) {
      addForbidden(forbidden, pod.annotations(), SECCOMP_CONTAINER + container.text("name"));
    }
    return forbidden.isEmpty()
        ? null
        : new Violation(
            "seccompProfile",
            "forbidden "
                + plural("annotation", "annotations", forbidden.size())
                + ' '
                + String.join(", ", forbidden));
  }

  private static void addForbidden(Set<String> forbidden, ObjectValue annotations, String key) {
    String value = annotations.text(key);
    boolean allowed =
        value.equals("runtime/default")
            || value.equals("docker/default")
            || value.startsWith("localhost/");
    if (annotations.has(key) && !allowed) {
      forbidden.add(key + '=' + GoText.literal(value));
    }
  }

  static @Nullable Violation seccomp(PodFacts pod) {
    Set<String> types = new TreeSet<>();
    boolean byPod = isBadProfile(pod.context(), "seccompProfile", types);
    String setters =
        Violation.setters(
            byPod,
            pod.named(container -> isBadProfile(context(container), "seccompProfile", types)));
    return setters.isEmpty()
        ? null
        : new Violation(
            "seccompProfile",
            setters + " must not set securityContext.seccompProfile.type to " + quoted(types));
  }

  static @Nullable Violation seccompRequired(PodFacts pod) {
    Violation wrong = seccomp(pod);
    if (wrong != null || pod.context().has("seccompProfile")) {
      return wrong;
    }
    List<String> without = pod.named(container -> !context(container).has("seccompProfile"));
    return without.isEmpty()
        ? null
        : new Violation(
            "seccompProfile",
            "pod or "
                + Violation.containers(without)
                + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or"
                + " \"Localhost\"");
  }

  static @Nullable Violation seLinux(PodFacts pod) {
    return seLinux(pod, "");
  }

  /** Since 1.31 one more type is allowed. */
  static @Nullable Violation seLinuxWithEngine(PodFacts pod) {
    return seLinux(pod, "container_engine_t");
  }

  private static @Nullable Violation seLinux(PodFacts pod, String more) {
    Set<String> types = new TreeSet<>();
    Set<String> set = new TreeSet<>();
    boolean byPod = isBadSeLinux(pod.context(), more, types, set);
    List<String> containers =
        pod.named(container -> isBadSeLinux(context(container), more, types, set));
    String setters = Violation.setters(byPod, containers);
    if (setters.isEmpty()) {
      return null;
    }
    List<String> problems = new ArrayList<>();
    if (!types.isEmpty()) {
      problems.add(plural("type", "types", types.size()) + ' ' + quoted(types));
    }
    for (String field : new String[] {"user", "role"}) {
      if (set.contains(field)) {
        problems.add(field + " may not be set");
      }
    }
    return new Violation(
        "seLinuxOptions",
        setters + " set forbidden securityContext.seLinuxOptions: " + String.join("; ", problems));
  }

  private static boolean isBadSeLinux(
      ObjectValue context, String more, Set<String> types, Set<String> set) {
    ObjectValue options = Trees.object(context, "seLinuxOptions");
    String type = options.text("type");
    boolean valid = TYPES.contains(type) || type.equals(more);
    if (!valid) {
      types.add(type);
    }
    for (String field : new String[] {"user", "role"}) {
      if (!options.text(field).isEmpty()) {
        valid = false;
        set.add(field);
      }
    }
    return !valid;
  }

  /** The sysctls that are not among the first {@code safe} that are. */
  static @Nullable Violation sysctls(PodFacts pod, int safe) {
    List<String> forbidden = new ArrayList<>(0);
    ArrayValue sysctls = Trees.array(pod.context(), "sysctls");
    for (int i = 0; i < sysctls.size(); i++) {
      String name = Trees.object(sysctls, i).text("name");
      if (!SAFE.subList(0, safe).contains(name)) {
        forbidden.add(name);
      }
    }
    return forbidden.isEmpty()
        ? null
        : new Violation("forbidden sysctls", String.join(", ", forbidden));
  }
}
