package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.TypedObjects;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One webhook of a validating or a mutating configuration; the fields are the API's.
 *
 * @param reinvocationPolicy null in a validating configuration
 */
public record Webhook(
    String name,
    WebhookClientConfig clientConfig,
    List<RuleWithOperations> rules,
    String failurePolicy,
    String matchPolicy,
    LabelSelector namespaceSelector,
    LabelSelector objectSelector,
    List<MatchCondition> matchConditions,
    String sideEffects,
    int timeoutSeconds,
    List<String> admissionReviewVersions,
    @Nullable String reinvocationPolicy) {
  /** A webhook that keeps its own copies of the lists. */
  public Webhook {
    rules = List.copyOf(rules);
    matchConditions = List.copyOf(matchConditions);
    admissionReviewVersions = List.copyOf(admissionReviewVersions);
  }

  // A mutating webhook has all that a validating one has, and one field more.
  static Webhook of(ValidatingWebhook webhook) {
    return of(TypedObjects.converted(webhook, MutatingWebhook.class));
  }

  static Webhook of(MutatingWebhook webhook) {
    return new Webhook(
        webhook.getName(),
        webhook.getClientConfig(),
        orNone(webhook.getRules()),
        webhook.getFailurePolicy(),
        webhook.getMatchPolicy(),
        orEmpty(webhook.getNamespaceSelector()),
        orEmpty(webhook.getObjectSelector()),
        orNone(webhook.getMatchConditions()),
        webhook.getSideEffects(),
        webhook.getTimeoutSeconds(),
        orNone(webhook.getAdmissionReviewVersions()),
        webhook.getReinvocationPolicy());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static LabelSelector orEmpty(@Nullable LabelSelector selector) {
    return selector == null ? new LabelSelector() : selector;
  }

  /** The authorities in PEM that the API server trusts, in base64; empty when there are none. */
  public String caBundle() {
    String bundle = clientConfig.getCaBundle();
    return bundle == null ? "" : bundle;
  }

  /** Returns where the API server calls; a Service by the name that its certificate must have. */
  public URI target() {
    ServiceReference service = clientConfig.getService();
    return service == null
        ? URI.create(String.valueOf(clientConfig.getUrl()))
        : URI.create(
            "https://"
                + service.getName()
                + '.'
                + service.getNamespace()
                + ".svc:"
                + (service.getPort() == null ? 443 : service.getPort())
                + (service.getPath() == null ? "" : service.getPath()));
  }

  Webhook withCaBundle(String bundle) {
    return with(
        new WebhookClientConfigBuilder(clientConfig)
            .withCaBundle(bundle.isEmpty() ? null : bundle)
            .build(),
        failurePolicy);
  }

  Webhook withFailurePolicy(String policy) {
    return with(clientConfig, policy);
  }

  private Webhook with(WebhookClientConfig config, String policy) {
    return new Webhook(
        name,
        config,
        rules,
        policy,
        matchPolicy,
        namespaceSelector,
        objectSelector,
        matchConditions,
        sideEffects,
        timeoutSeconds,
        admissionReviewVersions,
        reinvocationPolicy);
  }

  ValidatingWebhook validating() {
    return TypedObjects.converted(mutating(), ValidatingWebhook.class);
  }

  MutatingWebhook mutating() {
    return new MutatingWebhookBuilder()
        .withName(name)
        .withClientConfig(clientConfig)
        .withRules(rules)
        .withFailurePolicy(failurePolicy)
        .withMatchPolicy(matchPolicy)
        .withNamespaceSelector(namespaceSelector)
        .withObjectSelector(objectSelector)
        .withMatchConditions(matchConditions)
        .withSideEffects(sideEffects)
        .withTimeoutSeconds(timeoutSeconds)
        .withAdmissionReviewVersions(admissionReviewVersions)
        .withReinvocationPolicy(reinvocationPolicy)
        .build();
  }
}
