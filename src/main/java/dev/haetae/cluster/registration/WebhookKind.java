package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.util.List;
import java.util.Optional;

/** The two kinds of objects that hold webhooks. */
public enum WebhookKind {
  VALIDATING(ValidatingWebhookConfiguration.class),
  MUTATING(MutatingWebhookConfiguration.class);

  private final Class<? extends HasMetadata> type;

  WebhookKind(Class<? extends HasMetadata> type) {
    this.type = type;
  }

  Class<? extends HasMetadata> type() {
    return type;
  }

  /** Its name, as the API writes it. */
  public String word() {
    return type.getSimpleName();
  }

  /** The name of an installation's object of this kind; empty when it has none. */
  public String name(Installation installation) {
    return switch (this) {
      case VALIDATING -> installation.validating();
      case MUTATING -> installation.mutating();
    };
  }

  /** The object of this name; empty when there is none. */
  public Optional<WebhookConfiguration> find(TypedObjects objects, String name)
      throws RequestFailedException, InterruptedException {
    return objects.find(type, "", name).map(WebhookConfiguration::of);
  }

  /** All objects of this kind. */
  public List<WebhookConfiguration> list(TypedObjects objects)
      throws RequestFailedException, InterruptedException {
    return objects.list(type, "", "").stream().map(WebhookConfiguration::of).toList();
  }
}
