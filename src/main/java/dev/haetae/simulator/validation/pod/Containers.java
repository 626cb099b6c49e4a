package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.resources.ResourceRequirements;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of a pod's containers: the regular ones, those of its initialization and the
 * ephemeral ones.
 *
 * <p>Mirrors {@code validateContainers}, {@code validateInitContainers} and {@code
 * validateEphemeralContainers} of {@code pkg/apis/core/validation/validation.go}.
 */
final class Containers {
  static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
  private static final List<String> RESTART_POLICIES = List.of("Always", "Never", "OnFailure");
  private static final List<String> RESTART_ACTIONS = List.of("Restart", "RestartAllContainers");
  private static final List<String> EXIT_CODE_OPERATORS = List.of("In", "NotIn");
  private static final List<String> RESIZABLE = List.of("cpu", "memory");
  private static final List<String> RESIZE_POLICIES = List.of("NotRequired", "RestartContainer");
  private static final List<String> PROBES =
      List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");
  private static final List<String> NOT_EPHEMERAL =
      List.of(
          "ports",
          "resources",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "restartPolicy",
          "restartPolicyRules",
          "resizePolicy");

  private final PodScope scope;
  private final CauseList causes;

  Containers(PodScope scope) {
    this.scope = scope;
    this.causes = scope.spec().causes();
  }

  void check() {
    Part spec = scope.spec();
    List<Part> regular = spec.objects("containers");
    List<Part> initial = spec.objects("initContainers");
    List<Part> ephemeral = spec.objects("ephemeralContainers");
    if (regular.isEmpty()) {
      causes.required(spec.at("containers"), "");
    }
    Set<String> names = new HashSet<>();
    Set<String> hostPorts = new HashSet<>();
    for (Part container : regular) {
      checkCommon(container);
      checkUnique(container, names);
      Probes.check(container, scope);
      checkRestartPolicy(container);
      checkHostPorts(container, container.at("ports"), hostPorts);
    }
    for (int i = 0; i < initial.size() && !causes.isFull(); i++) {
      checkInitial(initial.get(i), names);
    }
    checkEphemeral(ephemeral, names);
  }

  private void checkUnique(Part container, Set<String> names) {
    String name = container.text("name");
    if (!names.add(name)) {
      causes.duplicate(container.at("name"), name);
    }
  }

  private void checkCommon(Part container) {
    String name = container.text("name");
    if (name.isEmpty()) {
      causes.required(container.at("name"), "");
    } else {
      causes.invalid(container.at("name"), name, NameSyntax.label(name));
    }
    container.require("image");
    container.oneOfOrDefault("terminationMessagePolicy", MESSAGE_POLICIES);
    checkPorts(container);
    Environment.check(container);
    if (container.has("volumeMounts") || container.has("volumeDevices")) {
      new VolumeMounts(container, scope.volumes()).check();
    }
    container.oneOfOrDefault("imagePullPolicy", PULL_POLICIES);
    ResourceRequirements.checkContainer(container.object("resources"), scope.claims());
    checkResizePolicy(container);
    if (container.has("securityContext")) {
      SecurityContexts.checkContainer(container.object("securityContext"), scope.hostUsers());
    }
  }

  private void checkPorts(Part container) {
    Set<String> names = new HashSet<>();
    for (Part port : container.objects("ports")) {
      String name = port.text("name");
      if (!name.isEmpty()) {
        List<String> faults = ValueSyntax.portName(name);
        causes.invalid(port.at("name"), name, faults);
        if (faults.isEmpty() && !names.add(name)) {
          causes.duplicate(port.at("name"), name);
        }
      }
      long number = port.number("containerPort", 0);
      if (number == 0) {
        causes.required(port.at("containerPort"), "");
      }
      checkNumber(port, "containerPort", number);
      checkNumber(port, "hostPort", port.number("hostPort", 0));
      port.oneOfOrDefault("protocol", PROTOCOLS);
    }
  }

  private void checkNumber(Part port, String field, long number) {
    if (number != 0) {
      for (String fault : ValueSyntax.portNumber(number)) {
        causes.invalid(port.at(field), number, fault);
      }
    }
  }

  private void checkHostPorts(Part container, Place list, Set<String> taken) {
    int index = 0;
    for (Part port : container.objects("ports")) {
      long written = port.number("hostPort", 0);
      // On the host's network a pod's port is its own host port; a template's not yet.
      boolean own = written == 0 && scope.hostNetwork() && scope.ofPod();
      long number = own ? port.number("containerPort", 0) : written;
      String key = port.text("protocol", "TCP") + '/' + port.text("hostIP") + '/' + number;
      if (number != 0 && !taken.add(key)) {
        causes.duplicate(list.index(index).child("hostPort"), key);
      }
      index++;
    }
  }

  private void checkInitial(Part container, Set<String> names) {
    checkCommon(container);
    checkRestartPolicy(container);
    checkUnique(container, names);
    // Named as if it were the first, as the API server does.
    Place first = scope.spec().at("initContainers").index(0);
    checkHostPorts(container, first.child("ports"), new HashSet<>());
    boolean sidecar = container.text("restartPolicy").equals("Always");
    if (sidecar) {
      Probes.check(container, scope);
      return;
    }
    for (String field : PROBES) {
      if (container.has(field)) {
        causes.forbidden(
            container.at(field), "may not be set for init containers without restartPolicy=Always");
      }
    }
    for (Part policy : container.objects("resizePolicy")) {
      if (policy.text("restartPolicy").equals("RestartContainer")) {
        causes.invalid(
            policy.at("restartPolicy"),
            "RestartContainer",
            "must not be set to 'RestartContainer' for non-sidecar initContainers");
      }
    }
  }

  private void checkRestartPolicy(Part container) {
    boolean ruled = container.list("restartPolicyRules").size() > 0;
    if (!container.has("restartPolicy")) {
      if (ruled) {
        causes.required(
            container.at("restartPolicy"),
            "must specify restartPolicy when restart rules are used");
      } else {
        return;
      }
    }
    container.oneOf("restartPolicy", RESTART_POLICIES);
    int rules = container.list("restartPolicyRules").size();
    if (rules > 20) {
      causes.tooMany(container.at("restartPolicyRules"), rules, 20);
    }
    for (Part rule : container.objects("restartPolicyRules")) {
      checkOneOf(rule, "action", RESTART_ACTIONS);
      if (!rule.has("exitCodes")) {
        causes.required(rule.at("exitCodes"), "must be specified");
        continue;
      }
      Part codes = rule.object("exitCodes");
      checkOneOf(codes, "operator", EXIT_CODE_OPERATORS);
      if (codes.list("values").size() > 255) {
        causes.tooMany(codes.at("values"), codes.list("values").size(), 255);
      }
    }
  }

  private void checkOneOf(Part part, String field, List<String> supported) {
    if (!supported.contains(part.text(field))) {
      causes.notSupported(part.at(field), part.text(field), supported);
    }
  }

  private void checkResizePolicy(Part container) {
    Place list = container.at("resizePolicy");
    Set<String> names = new HashSet<>();
    for (Part policy : container.objects("resizePolicy")) {
      String name = policy.text("resourceName");
      if (!names.add(name)) {
        causes.duplicate(policy.place(), name);
      }
      String restart = policy.text("restartPolicy");
      checkNamed(name, list, RESIZABLE);
      checkNamed(restart, list, RESIZE_POLICIES);
      if (scope.restartPolicy().equals("Never") && !restart.equals("NotRequired")) {
        causes.invalid(list, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
      }
    }
  }

  private void checkNamed(String text, Place place, List<String> supported) {
    if (text.isEmpty()) {
      causes.required(place, "");
    } else if (!supported.contains(text)) {
      causes.notSupported(place, text, supported);
    }
  }

  private void checkEphemeral(List<Part> containers, Set<String> names) {
    Set<String> others = new HashSet<>(names);
    for (Part container : containers) {
      checkCommon(container);
      checkTrimmed(container);
      checkUnique(container, names);
      String target = container.text("targetContainerName");
      if (!target.isEmpty() && !others.contains(target)) {
        causes.notFound(container.at("targetContainerName"), target, "");
      }
      for (String field : NOT_EPHEMERAL) {
        if (container.has(field) && !isEmptyObject(container, field)) {
          causes.forbidden(container.at(field), "cannot be set for an Ephemeral Container");
        }
      }
      for (Part mount : container.objects("volumeMounts")) {
        for (String field : List.of("subPath", "subPathExpr")) {
          if (!mount.text(field).isEmpty()) {
            causes.forbidden(mount.at(field), "cannot be set for an Ephemeral Container");
          }
        }
      }
    }
  }

  private static boolean isEmptyObject(Part container, String field) {
    return field.equals("resources")
        ? container.map(field).size() == 0
        : !field.endsWith("Probe")
            && !field.equals("lifecycle")
            && !field.equals("restartPolicy")
            && container.list(field).size() == 0;
  }

  /** Checks that an image has no blanks around it: of pods, templates may have them. */
  static void checkTrimmed(Part container) {
    String image = container.text("image");
    if (!image.equals(image.strip())) {
      container
          .causes()
          .invalid(container.at("image"), image, "must not have leading or trailing whitespace");
    }
  }
}
