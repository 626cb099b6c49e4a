package dev.haetae.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container of a pod spec, of any role. */
public final class ContainerView {
  private final ObjectView view;
  private final Role role;

  ContainerView(ObjectView view, Role role) {
    this.view = view;
    this.role = role;
  }

  /** The list of the pod spec that a container stands in. */
  public enum Role {
    /** Runs before the others; with restartPolicy Always, beside them. */
    INIT("initContainers"),
    /** Runs for as long as the pod. */
    MAIN("containers"),
    /** Put into a running pod to debug it. */
    EPHEMERAL("ephemeralContainers");

    private final String field;

    Role(String field) {
      this.field = field;
    }

    /** The field of the pod spec. */
    public String field() {
      return field;
    }
  }

  /** The container. */
  public ObjectView view() {
    return view;
  }

  /** The list it stands in. */
  public Role role() {
    return role;
  }

  /** Whether it is a native sidecar: an init container with restartPolicy Always. */
  public boolean isSidecar() {
    return role == Role.INIT && view.text("restartPolicy").equals("Always");
  }

  /** {@code name}. */
  public String name() {
    return view.text("name");
  }

  /** {@code resources}. */
  public ObjectView resources() {
    return view.object("resources");
  }

  /** {@code resources.limits}. */
  public Map<String, Quantity> limits() {
    return resources().quantities("limits");
  }

  /**
   * {@code resources.requests} as the scheduler counts them: of a resource without a request, the
   * limit (the API server's defaulting, on Pods; a template's pods get it when they are made).
   */
  public Map<String, Quantity> effectiveRequests() {
    Map<String, Quantity> limits = limits();
    Map<String, Quantity> requests = resources().quantities("requests");
    if (limits.isEmpty()) {
      return requests;
    }
    if (requests.isEmpty()) {
      return limits;
    }
    Map<String, Quantity> merged = new LinkedHashMap<>(requests);
    limits.forEach(merged::putIfAbsent);
    return merged;
  }

  /** {@code env}. */
  public List<ObjectView> environment() {
    return view.objects("env");
  }

  /** {@code volumeMounts}. */
  public List<ObjectView> volumeMounts() {
    return view.objects("volumeMounts");
  }

  /** {@code ports}. */
  public List<ObjectView> ports() {
    return view.objects("ports");
  }
}
