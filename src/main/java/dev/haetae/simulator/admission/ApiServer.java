package dev.haetae.simulator.admission;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.limits.LimitRanger;
import dev.haetae.simulator.admission.plugin.DefaultTolerations;
import dev.haetae.simulator.admission.plugin.IngressClasses;
import dev.haetae.simulator.admission.plugin.NamespaceLifecycle;
import dev.haetae.simulator.admission.plugin.Priorities;
import dev.haetae.simulator.admission.plugin.RuntimeClasses;
import dev.haetae.simulator.admission.plugin.ServiceAccounts;
import dev.haetae.simulator.admission.plugin.StoragePlugins;
import dev.haetae.simulator.admission.plugin.TopologyLabels;
import dev.haetae.simulator.admission.podsecurity.PodSecurity;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Plugin;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.admission.strategy.Strategies;
import dev.haetae.simulator.admission.strategy.Warnings;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.validation.Validation;
import dev.haetae.simulator.validation.field.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API server with the plugins that are on by default: an object passes defaults, mutating
 * plugins, the preparation by its kind's strategy, validation and validating plugins, and the first
 * stage that refuses it ends its way.
 *
 * <p>Webhooks and policies of the cluster are not asked. The order is that of {@code
 * pkg/kubeapiserver/options/plugins.go}.
 */
public final class ApiServer {
  private static final List<Plugin> MUTATING =
      List.of(
          NamespaceLifecycle::admit,
          LimitRanger::mutate,
          ServiceAccounts::admit,
          Priorities::admit,
          DefaultTolerations::admit,
          StoragePlugins::defaultClass,
          StoragePlugins::protect,
          RuntimeClasses::admit,
          IngressClasses::admit,
          TopologyLabels::admit);
  // And last the quotas.
  private static final List<Plugin> VALIDATING =
      List.of(
          LimitRanger::validate,
          PodSecurity::validate,
          Priorities::validate,
          StoragePlugins::resize,
          RuntimeClasses::validate);

  private final Validation validation;

  /** An API server with its validation of fields. */
  public ApiServer(Validation validation) {
    this.validation = validation;
  }

  /**
   * The answer to one object, as if it were the only one.
   *
   * @throws dev.haetae.resource.MalformedResourceException when a field has a type that no object
   *     of its kind can be decoded with
   */
  public Answer answer(Submission submission, Inventory world) {
    return answer(submission, world, new QuotaLedger(world));
  }

  /**
   * An object as those see it whom the API server asks about it.
   *
   * @param mutating as webhooks and policies see it that may change it
   * @param validating as those see it that may refuse it, when none has changed it
   */
  public record Views(ObjectValue mutating, ObjectValue validating) {}

  /** The object as webhooks and policies see it; null when it is refused before they are asked. */
  public static @Nullable Views views(Submission submission, Inventory world) {
    Attributes request = request(submission, world);
    if (first(MUTATING, request) != null) {
      return null;
    }
    ObjectValue mutating = request.object();
    return Strategies.prepare(request) == null ? new Views(mutating, request.object()) : null;
  }

  private static Attributes request(Submission submission, Inventory world) {
    ObjectValue existing = submission.existing();
    return new Attributes(
        Defaults.of(placed(submission)),
        existing == null ? null : Defaults.of(existing),
        submission.place(),
        world);
  }

  /** The answer to an object that shares quotas with others; one that is taken is counted. */
  public Answer answer(Submission submission, Inventory world, QuotaLedger ledger) {
    Attributes request = request(submission, world);
    Refusal refusal = refusal(request, ledger);
    return refusal == null
        ? Answer.accepted(request.object(), request.isCreate(), request.warnings())
        : Answer.refused(refusal, request.warnings());
  }

  // The namespace of the request is that of the object.
  private static ObjectValue placed(Submission submission) {
    ObjectValue object = submission.object();
    String place = submission.place();
    return Trees.change(
        object,
        "metadata",
        metadata ->
            place.isEmpty() ? metadata.without("namespace") : withNamespace(metadata, place));
  }

  private static ObjectValue withNamespace(ObjectValue metadata, String place) {
    return metadata.text("namespace").equals(place)
        ? metadata
        : Trees.with(metadata, "namespace", place);
  }

  private @Nullable Refusal refusal(Attributes request, QuotaLedger ledger) {
    Refusal refusal = first(MUTATING, request);
    if (refusal == null) {
      refusal = Strategies.prepare(request);
    }
    if (refusal == null) {
      List<Cause> causes = new ArrayList<>(validation.causes(request.object(), request.existing()));
      refusal = causes.isEmpty() ? null : Refusal.invalid(request, causes);
    }
    if (refusal == null) {
      Warnings.add(request);
      refusal = first(VALIDATING, request);
    }
    return refusal == null ? ledger.charge(request) : refusal;
  }

  private static @Nullable Refusal first(List<Plugin> plugins, Attributes request) {
    for (int i = 0; i < plugins.size(); i++) {
      Refusal refusal = plugins.get(i).admit(request);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
