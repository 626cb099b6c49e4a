package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.NodeAgent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables by which containers name devices: {@code env}, where of several entries of one name
 * the last counts, and {@code envFrom}, which counts where {@code env} has no entry.
 *
 * <p>The kubelet puts what a container writes behind what the device plugin says, so that the
 * container's own value wins.
 */
final class VisibleVariables {
  private static final Set<String> NO_DEVICES = Set.of("", "none", "void");
  private static final String VALUE = "write the value itself, or leave the variable out";
  private static final String PREFIX = "give it a prefix such as APP_, or take single keys";
  private static final String PREFIX_OR_VOID = PREFIX + ", or write void in env";

  private final GpuResources gpus;
  private final GpuSharers sharers;
  private final DeviceVariable[] variables;
  private final Map<String, Integer> indexes = new HashMap<>();

  VisibleVariables(GpuResources gpus, GpuSharers sharers, List<String> names) {
    this.gpus = gpus;
    this.sharers = sharers;
    this.variables = new DeviceVariable[names.size()];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = DeviceVariable.of(names.get(i));
      indexes.put(names.get(i), i);
    }
  }

  /** Reports what a container's {@code env} names. */
  void checkEnvironment(ContainerView container, PodView pod, Findings findings) {
    if (!container.view().has("env")) {
      return;
    }
    List<ObjectView> environment = container.environment();
    int @Nullable [] last = last(environment);
    for (int i = 0; last != null && i < environment.size(); i++) {
      Integer which = indexes.get(environment.get(i).text("name"));
      if (which != null && last[which] == i) {
        check(variables[which], environment.get(i), container, pod, findings);
      }
    }
  }

  // The last entry of each variable, -1 for none; null when there is none at all.
  private int @Nullable [] last(List<ObjectView> environment) {
    int[] last = null;
    for (int i = 0; i < environment.size(); i++) {
      Integer which = indexes.get(environment.get(i).text("name"));
      if (which != null) {
        if (last == null) {
          last = new int[variables.length];
          Arrays.fill(last, -1);
        }
        last[which] = i;
      }
    }
    return last;
  }

  private void check(
      DeviceVariable variable,
      ObjectView entry,
      ContainerView container,
      PodView pod,
      Findings findings) {
    long asked = variable.askedBy(container, gpus);
    if (asked == 0 && sharers.write(entry, container, pod)) {
      return;
    }
    String value = entry.text("value");
    boolean unseen = entry.has("valueFrom") || (asked > 0 && value.contains("$("));
    if (asked > 0 && (variable.filters() || (!unseen && isWithin(asked, value)))) {
      unneeded(variable, entry, findings);
    } else if (unseen) {
      String field = entry.has("valueFrom") ? "valueFrom" : "value";
      findings.undecided(
          asked > 0 ? GpuVisibleDevices.BEYOND_REQUEST : GpuVisibleDevices.WITHOUT_GPU,
          entry.path(field),
          Sentence.of("whether %s takes GPUs", variable.name())
              .then(asked > 0 ? " of others" : "")
              .then(" is not known: its value comes from elsewhere")
              .then(field.equals("valueFrom") ? " (valueFrom)" : "")
              .instead(VALUE));
    } else if (asked > 0) {
      findings.violation(
          GpuVisibleDevices.BEYOND_REQUEST,
          entry.path("value"),
          Sentence.of("%s is %q in a container that asks for ", variable.name(), value)
              .then(asked == 1 ? Sentence.of("one GPU") : Sentence.of("%s GPUs", asked))
              .then(": it takes the place of what the device plugin says, and takes GPUs of others")
              .instead("leave it out: the device plugin sets it"));
    } else if (!NO_DEVICES.contains(value)) {
      findings.violation(
          GpuVisibleDevices.WITHOUT_GPU,
          entry.path("value"),
          Sentence.of("%s is %q in a container that asks for no ", variable.name(), value)
              .then(gpus.areClaimedBy(container) ? "such GPU by name" : "GPU")
              .then(": it takes GPUs that others have been given")
              .instead(
                  "%s",
                  NodeAgent.mayBe(pod.carrier())
                      ? NodeAgent.exemption(pod.carrier())
                      : Sentence.of(GpuVisibleDevices.ASK).then(" and leave the variable out")));
    }
  }

  private static boolean isWithin(long asked, String value) {
    return NO_DEVICES.contains(value) || DeviceVariable.named(value) <= asked;
  }

  private static void unneeded(DeviceVariable variable, ObjectView entry, Findings findings) {
    boolean elsewhere = entry.has("valueFrom");
    Sentence setting =
        elsewhere
            ? Sentence.of("%s is set", variable.name())
            : Sentence.of("%s is %q", variable.name(), entry.text("value"));
    findings.advice(
        GpuVisibleDevices.UNNEEDED,
        entry.path(elsewhere ? "valueFrom" : "value"),
        setting
            .then(
                " in a container that asks for GPUs: it takes the place of what the device plugin"
                    + " says, and may name another's GPU")
            .instead("leave it out: the device plugin sets it"));
  }

  /**
   * Reports the sources of a container's {@code envFrom} that may bring a variable.
   *
   * @param voids whether the variables of devices that the container does not ask for will be
   *     written as void
   */
  void checkSources(ContainerView container, PodView pod, boolean voids, Findings findings) {
    if (!container.view().has("envFrom")) {
      return;
    }
    Open[] open = open(container, voids);
    for (ObjectView source : container.view().objects("envFrom")) {
      String prefix = source.text("prefix");
      String first = "";
      int count = 0;
      boolean beyond = false;
      for (int i = 0; i < variables.length; i++) {
        if (open[i] != Open.NO && variables[i].mayComeWith(prefix)) {
          beyond |= open[i] == Open.BEYOND_REQUEST;
          first = count++ == 0 ? variables[i].name() : first;
        }
      }
      if (count > 0 && !sharers.writeSource(source, container, pod)) {
        report(source, first, count - 1, beyond, findings);
      }
    }
  }

  /** The harm that a variable from elsewhere could do. */
  private enum Open {
    NO,
    WITHOUT_GPU,
    BEYOND_REQUEST
  }

  private Open[] open(ContainerView container, boolean voids) {
    int @Nullable [] last = last(container.environment());
    Open[] open = new Open[variables.length];
    for (int i = 0; i < open.length; i++) {
      boolean isSet = last != null && last[i] >= 0;
      boolean asked = !isSet && variables[i].askedBy(container, gpus) > 0;
      open[i] =
          isSet || (asked ? variables[i].filters() : voids)
              ? Open.NO
              : asked ? Open.BEYOND_REQUEST : Open.WITHOUT_GPU;
    }
    return open;
  }

  // Nearly every application has one, and an image can set the same: no reason to refuse.
  private static void report(
      ObjectView source, String variable, int more, boolean beyond, Findings findings) {
    findings.undecidedAdvice(
        beyond ? GpuVisibleDevices.BEYOND_REQUEST : GpuVisibleDevices.WITHOUT_GPU,
        source.path(),
        Sentence.of("whether envFrom brings %s", variable)
            .then(more > 0 ? Sentence.of(" or %s more like it", more) : Sentence.of(""))
            .then(" is not known: every key becomes a variable")
            .instead(beyond ? PREFIX : PREFIX_OR_VOID));
  }

  /**
   * The variables that are to be written as void into a container, in order: {@link
   * VoidDevices#VARIABLE}, which images bring, and those that {@code envFrom} may bring; none of
   * devices that the container asks for, none that {@code env} has.
   */
  List<String> voidable(ContainerView container, PodView pod) {
    List<String> voidable = new ArrayList<>(1);
    List<ObjectView> environment = container.environment();
    DeviceVariable ofImages = DeviceVariable.of(VoidDevices.VARIABLE);
    if (!isNamed(ofImages.name(), environment) && ofImages.askedBy(container, gpus) == 0) {
      voidable.add(ofImages.name());
    }
    if (container.view().has("envFrom")) {
      List<ObjectView> sources = new ArrayList<>(container.view().objects("envFrom"));
      sources.removeIf(source -> sharers.writeSource(source, container, pod));
      for (DeviceVariable variable : variables) {
        if (!variable.name().equals(ofImages.name())
            && mayCome(variable, sources)
            && !isNamed(variable.name(), environment)
            && variable.askedBy(container, gpus) == 0) {
          voidable.add(variable.name());
        }
      }
    }
    return voidable;
  }

  private static boolean mayCome(DeviceVariable variable, List<ObjectView> sources) {
    for (ObjectView source : sources) {
      if (variable.mayComeWith(source.text("prefix"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(String name, List<ObjectView> environment) {
    for (ObjectView entry : environment) {
      if (entry.text("name").equals(name)) {
        return true;
      }
    }
    return false;
  }
}
