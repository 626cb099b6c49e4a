package dev.haetae.cluster.registration;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ValidatingWebhookConfiguration or MutatingWebhookConfiguration, as the API server keeps it.
 *
 * @param object one of the two
 * @param webhooks its webhooks
 */
public record WebhookConfiguration(HasMetadata object, List<Webhook> webhooks) {
  /** The annotation that says whether the webhooks are Haetae's business. */
  public static final String REGISTRATION = "haetae.dev/registration";

  /** Its value when they are not. */
  public static final String OFF = "off";

  public WebhookConfiguration {
    webhooks = List.copyOf(webhooks);
  }

  static WebhookConfiguration of(HasMetadata object) {
    return new WebhookConfiguration(
        object,
        switch (object) {
          case ValidatingWebhookConfiguration validating ->
              validating.getWebhooks().stream().map(Webhook::of).toList();
          case MutatingWebhookConfiguration mutating ->
              mutating.getWebhooks().stream().map(Webhook::of).toList();
          default -> throw noConfiguration(object);
        });
  }

  private static IllegalStateException noConfiguration(HasMetadata object) {
    return new IllegalStateException("no webhook configuration: " + object.getKind());
  }

  /** Returns what kind it is, for messages. */
  public String describe() {
    return object.getKind() + ' ' + object.getMetadata().getName();
  }

  /** Returns whether its webhooks are to be left alone. */
  public boolean isOff() {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && OFF.equals(annotations.get(REGISTRATION));
  }

  @Nullable Webhook find(String name) {
    return webhooks.stream()
        .filter(webhook -> webhook.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The object with other webhooks, to be sent back. */
  public HasMetadata with(List<Webhook> others) {
    return switch (object) {
      case ValidatingWebhookConfiguration validating ->
          new ValidatingWebhookConfigurationBuilder(validating)
              .withWebhooks(others.stream().map(Webhook::validating).toList())
              .build();
      case MutatingWebhookConfiguration mutating ->
          new MutatingWebhookConfigurationBuilder(mutating)
              .withWebhooks(others.stream().map(Webhook::mutating).toList())
              .build();
      default -> throw noConfiguration(object);
    };
  }

  /** The same, left alone from now on, or not any more. */
  public WebhookConfiguration off(boolean off) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (object.getMetadata().getAnnotations() != null) {
      annotations.putAll(object.getMetadata().getAnnotations());
    }
    if (off) {
      annotations.put(REGISTRATION, OFF);
    } else {
      annotations.remove(REGISTRATION);
    }
    HasMetadata copy = with(webhooks);
    copy.setMetadata(
        new ObjectMetaBuilder(copy.getMetadata()).withAnnotations(annotations).build());
    return new WebhookConfiguration(copy, webhooks);
  }
}
