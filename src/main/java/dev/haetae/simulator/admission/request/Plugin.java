package dev.haetae.simulator.admission.request;

import org.jspecify.annotations.Nullable;

/** A plugin of the API server's admission: it changes an object, or refuses it. */
@FunctionalInterface
public interface Plugin {
  /** Looks at a request; returns null when it may pass. */
  @Nullable Refusal admit(Attributes request);
}
