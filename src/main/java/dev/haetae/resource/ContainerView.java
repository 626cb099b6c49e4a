package dev.haetae.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container of a pod spec, of any role. */
public final class ContainerView {
  private final ObjectView view;
  private final Role role;
  private final @Nullable String fixedName;
  private final String resourcesField;
  // Read when first asked for; a second thread reads the same again.
  private @Nullable ObjectView resources;
  private @Nullable ObjectView writtenLimits;
  private @Nullable ObjectView writtenRequests;
  private @Nullable Map<String, Quantity> effectiveRequests;

  ContainerView(ObjectView view, Role role, @Nullable String fixedName, String resourcesField) {
    this.view = view;
    this.role = role;
    this.fixedName = fixedName;
    this.resourcesField = resourcesField;
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

  /** Returns whether it is a native sidecar: an init container with restartPolicy Always. */
  public boolean isSidecar() {
    return role == Role.INIT && view.text("restartPolicy").equals("Always");
  }

  /** {@code name}, or the one that its kind always gives it. */
  public String name() {
    return fixedName == null ? view.text("name") : fixedName;
  }

  /** Returns whether anything is written of its {@code resources}. */
  public boolean hasResources() {
    return view.has(resourcesField);
  }

  /** {@code resources}, under whatever name. */
  public ObjectView resources() {
    ObjectView known = resources;
    if (known == null) {
      known = view.object(resourcesField);
      resources = known;
    }
    return known;
  }

  /** {@code resources.limits}, as written. */
  public ObjectView writtenLimits() {
    ObjectView known = writtenLimits;
    if (known == null) {
      known = resources().object("limits");
      writtenLimits = known;
    }
    return known;
  }

  /** {@code resources.requests}, as written. */
  public ObjectView writtenRequests() {
    ObjectView known = writtenRequests;
    if (known == null) {
      known = resources().object("requests");
      writtenRequests = known;
    }
    return known;
  }

  /** {@link #writtenLimits} and {@link #writtenRequests}. */
  public List<ObjectView> writtenAmounts() {
    return List.of(writtenLimits(), writtenRequests());
  }

  /**
   * {@code resources.requests} as the scheduler counts them: of a resource without a request, the
   * limit (the API server's defaulting, on Pods; a template's pods get it when they are made).
   */
  public Map<String, Quantity> effectiveRequests() {
    Map<String, Quantity> known = effectiveRequests;
    if (known == null) {
      Map<String, Quantity> merged = new LinkedHashMap<>();
      resources().quantities("requests", merged);
      resources().quantities("limits", merged);
      known = Collections.unmodifiableMap(merged);
      effectiveRequests = known;
    }
    return known;
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
