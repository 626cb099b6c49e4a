package dev.haetae.simulator.admission.podsecurity;

import static dev.haetae.simulator.admission.podsecurity.PodFacts.context;
import static dev.haetae.simulator.admission.podsecurity.Violation.plural;
import static dev.haetae.simulator.admission.podsecurity.Violation.quoted;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the level baseline; each returns what a pod does that it forbids, or null.
 *
 * <p>Mirrors {@code k8s.io/pod-security-admission/policy/check_*.go}.
 */
final class BaselineChecks {
  private static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private BaselineChecks() {}

  static @Nullable Violation capabilities(PodFacts pod) {
    Set<String> added = new TreeSet<>();
    List<String> bad =
        pod.named(container -> {
          boolean valid = true;
          for (String one : capabilities(container, "add")) {
            if (!CAPABILITIES.contains(one)) {
              valid = false;
              added.add(one);
            }
          }
          return !valid;
        });
    return Violation.of(
        "non-default capabilities",
        bad,
        " must not include " + quoted(added) + " in securityContext.capabilities.add");
  }

  /** The capabilities that a container adds or drops. */
  static List<String> capabilities(ObjectValue container, String field) {
    ArrayValue array = Trees.array(Trees.object(context(container), "capabilities"), field);
    List<String> names = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof StringValue text) {
        names.add(text.text());
      }
    }
    return names;
  }

  static @Nullable Violation hostNamespaces(PodFacts pod) {
    List<String> shared = new ArrayList<>(0);
    for (String field : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
      if (Trees.isTrue(pod.spec(), field)) {
        shared.add(field + "=true");
      }
    }
    return shared.isEmpty() ? null : new Violation("host namespaces", String.join(", ", shared));
  }

  static @Nullable Violation hostPathVolumes(PodFacts pod) {
    List<String> names = new ArrayList<>(0);
    ArrayValue volumes = Trees.array(pod.spec(), "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ObjectValue volume = Trees.object(volumes, i);
      if (volume.has("hostPath")) {
        names.add(volume.text("name"));
      }
    }
    return names.isEmpty()
        ? null
        : new Violation(
            "hostPath volumes", plural("volume", "volumes", names.size()) + ' ' + quoted(names));
  }

  static @Nullable Violation hostPorts(PodFacts pod) {
    Set<String> ports = new TreeSet<>();
    List<String> bad =
        pod.named(container -> {
          ArrayValue array = Trees.array(container, "ports");
          boolean valid = true;
          for (int i = 0; i < array.size(); i++) {
            long port = Trees.integer(Trees.object(array, i), "hostPort", 0);
            if (port != 0) {
              valid = false;
              ports.add(Long.toString(port));
            }
          }
          return !valid;
        });
    return Violation.of(
        "hostPort",
        bad,
        ' '
            + plural("uses", "use", bad.size())
            + ' '
            + plural("hostPort", "hostPorts", ports.size())
            + ' '
            + String.join(", ", ports));
  }

  static @Nullable Violation hostProbes(PodFacts pod) {
    Set<String> hosts = new TreeSet<>();
    Set<String> bad =
        new TreeSet<>(
            pod.named(container -> {
              ObjectValue lifecycle = Trees.object(container, "lifecycle");
              boolean found = false;
              for (String probe :
                  new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
                found |= addHosts(hosts, Trees.object(container, probe));
              }
              found |= addHosts(hosts, Trees.object(lifecycle, "postStart"));
              found |= addHosts(hosts, Trees.object(lifecycle, "preStop"));
              return found;
            }));
    return Violation.of(
        "probe or lifecycle host",
        bad,
        ' '
            + plural("uses", "use", bad.size())
            + ' '
            + plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.size())
            + ' '
            + quoted(hosts));
  }

  private static boolean addHosts(Set<String> hosts, ObjectValue handler) {
    boolean found = false;
    for (String action : new String[] {"httpGet", "tcpSocket"}) {
      String host = Trees.object(handler, action).text("host");
      if (!host.isEmpty()) {
        hosts.add(host);
        found = true;
      }
    }
    return found;
  }

  static @Nullable Violation privileged(PodFacts pod) {
    return Violation.of(
        "privileged",
        pod.named(container -> Trees.isTrue(context(container), "privileged")),
        " must not set securityContext.privileged=true");
  }

  static @Nullable Violation procMount(PodFacts pod) {
    Set<String> types = new TreeSet<>();
    List<String> bad =
        pod.named(container -> {
          String type = context(container).text("procMount");
          boolean other = context(container).has("procMount") && !type.equals("Default");
          if (other) {
            types.add(type);
          }
          return other;
        });
    return Violation.of(
        "procMount", bad, " must not set securityContext.procMount to " + quoted(types));
  }

  static @Nullable Violation procMountUnlessOwnUsers(PodFacts pod) {
    return pod.hasOwnUsers() ? null : procMount(pod);
  }

  static @Nullable Violation hostProcess(PodFacts pod) {
    String setters =
        Violation.setters(
            isHostProcess(pod.context()),
            pod.named(container -> isHostProcess(context(container))));
    return setters.isEmpty()
        ? null
        : new Violation(
            "hostProcess",
            setters + " must not set securityContext.windowsOptions.hostProcess=true");
  }

  private static boolean isHostProcess(ObjectValue context) {
    return Trees.isTrue(Trees.object(context, "windowsOptions"), "hostProcess");
  }
}
