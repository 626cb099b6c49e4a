package dev.haetae.rule.gpu;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Findings;
import java.util.ArrayList;
import java.util.List;

/** Reads what one container asks for, and reports what is wrong with how it is written. */
final class GpuAsks {
  private final GpuResources gpus;
  private final Resource subject;
  private final boolean repairs;
  private final Findings findings;
  private final List<Ask> asks = new ArrayList<>();
  private boolean readable = true;

  /**
   * One resource that a container asks for.
   *
   * @param resource the resource's name
   * @param amounts the limits, or the requests when it stands only there
   * @param devices how many
   */
  record Ask(String resource, ObjectView amounts, Quantity devices) {
    Path path() {
      return amounts.path(resource);
    }
  }

  private GpuAsks(GpuResources gpus, Resource subject, boolean repairs, Findings findings) {
    this.gpus = gpus;
    this.subject = subject;
    this.repairs = repairs;
    this.findings = findings;
  }

  /**
   * Reads the resources of a container.
   *
   * @param repairs whether a request without a limit may be reported with its repair
   */
  static GpuAsks read(
      GpuResources gpus,
      ObjectView resources,
      Resource subject,
      boolean repairs,
      Findings findings) {
    GpuAsks asks = new GpuAsks(gpus, subject, repairs, findings);
    asks.readLimits(resources.object("limits"));
    asks.readRequests(resources);
    return asks;
  }

  /**
   * Returns what the container asks for, as far as that can be read: limits, and requests that have
   * none.
   */
  List<Ask> list() {
    return asks;
  }

  /** Returns whether all of it could be read. */
  boolean areReadable() {
    return readable;
  }

  private void readLimits(ObjectView limits) {
    for (int i = 0; i < limits.value().size(); i++) {
      String name = limits.value().key(i);
      if (gpus.include(name)) {
        Quantity devices = GpuResources.devices(limits.value().value(i));
        if (devices == null) {
          notInteger(limits, name);
          readable = false;
        } else {
          asks.add(new Ask(name, limits, devices));
        }
      }
    }
  }

  private void readRequests(ObjectView resources) {
    ObjectView requests = resources.object("requests");
    ObjectView limits = resources.object("limits");
    boolean hasLimits = resources.has("limits");
    for (int i = 0; i < requests.value().size(); i++) {
      String name = requests.value().key(i);
      Value value = requests.value().value(i);
      if (!gpus.include(name) || value.isNull()) {
        continue;
      }
      Quantity devices = GpuResources.devices(value);
      if (devices == null) {
        notInteger(requests, name);
        readable = false;
      } else if (limits.has(name)) {
        checkEqual(limits, requests, name, devices);
      } else {
        asks.add(new Ask(name, requests, devices));
        Path path = limits.path(name);
        // The first operation makes the limits where there are none, the next ones find them.
        List<PatchOperation> fix =
            !repairs
                ? List.of()
                : List.of(
                    hasLimits
                        ? PatchOperation.add(path, value)
                        : PatchOperation.addDeep(subject.tree(), path, value));
        hasLimits |= repairs;
        notInLimits(path, name, devices, fix);
      }
    }
  }

  private void notInteger(ObjectView amounts, String name) {
    Value value = amounts.value().get(name);
    Sentence shown =
        value instanceof StringValue string
            ? Sentence.of("%q", string.text())
            : Sentence.of("%s", value);
    findings.violation(
        GpuLimits.NOT_INTEGER,
        amounts.path(name),
        Sentence.of("%s is no whole number of %s: a device is not divided", shown, name)
            .instead(
                "write a whole number such as 1; parts of a GPU are resources of their own (MIG,"
                    + " time-slicing)"));
  }

  private void notInLimits(Path path, String name, Quantity devices, List<PatchOperation> fix) {
    findings.violation(
        GpuLimits.NOT_IN_LIMITS,
        path,
        Sentence.of("%s is requested but not limited: GPUs cannot be overcommitted", name)
            .instead("write %q into the limits; the request may be left out", devices),
        fix);
  }

  private void checkEqual(ObjectView limits, ObjectView requests, String name, Quantity requested) {
    Quantity limited = GpuResources.devices(limits.value().get(name));
    if (limited == null || limited.equals(requested)) {
      return;
    }
    findings.violation(
        GpuLimits.REQUEST_DIFFERS,
        requests.path(name),
        Sentence.of(
                "the request of %s is %q, its limit %q: GPUs cannot be overcommitted",
                name, requested, limited)
            .instead("leave the request out, or write the limit's number"));
  }
}
