package dev.haetae.cluster.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two kinds of objects that hold webhooks. */
public enum WebhookKind {
  VALIDATING("ValidatingWebhookConfiguration") {
    @Override
    public String name(Installation installation) {
      return installation.validating();
    }

    @Override
    @Nullable
    public WebhookConfiguration get(KubernetesClient client, String name) {
      ValidatingWebhookConfiguration found =
          client
              .admissionRegistration()
              .v1()
              .validatingWebhookConfigurations()
              .withName(name)
              .get();
      return found == null ? null : WebhookConfiguration.of(found);
    }

    @Override
    public List<WebhookConfiguration> list(KubernetesClient client) {
      return client
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .list()
          .getItems()
          .stream()
          .map(WebhookConfiguration::of)
          .toList();
    }
  },
  MUTATING("MutatingWebhookConfiguration") {
    @Override
    public String name(Installation installation) {
      return installation.mutating();
    }

    @Override
    @Nullable
    public WebhookConfiguration get(KubernetesClient client, String name) {
      MutatingWebhookConfiguration found =
          client.admissionRegistration().v1().mutatingWebhookConfigurations().withName(name).get();
      return found == null ? null : WebhookConfiguration.of(found);
    }

    @Override
    public List<WebhookConfiguration> list(KubernetesClient client) {
      return client
          .admissionRegistration()
          .v1()
          .mutatingWebhookConfigurations()
          .list()
          .getItems()
          .stream()
          .map(WebhookConfiguration::of)
          .toList();
    }
  };

  private final String word;

  WebhookKind(String word) {
    this.word = word;
  }

  /** As the API writes it. */
  public String word() {
    return word;
  }

  /** The name of an installation's object of this kind; empty when it has none. */
  public abstract String name(Installation installation);

  /** The object of this name; null when there is none. */
  public abstract @Nullable WebhookConfiguration get(KubernetesClient client, String name);

  /** All objects of this kind. */
  public abstract List<WebhookConfiguration> list(KubernetesClient client);
}
