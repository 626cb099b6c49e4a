package dev.haetae.rule.network;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.Suggestions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A StatefulSet names a headless Service that selects its pods.
 *
 * <p>Why: the names by which its pods find each other, {@code store-0.store}, are those of this
 * Service. Without it the pods start, and look in vain for their peers.
 *
 * <p>Looks at {@code spec.serviceName} and at the Service of this name: its {@code clusterIP} and
 * its selector. Allowed: labels in the selector that the StatefulSet controller adds.
 */
public final class HeadlessServiceForStatefulSet implements Rule {
  private static final Reason NAME_MISSING =
      new Reason("ServiceNameMissing", "The StatefulSet names no Service.");
  private static final Reason NOT_FOUND =
      new Reason("ServiceNotFound", "The Service does not exist in the namespace.");
  private static final Reason NOT_HEADLESS =
      new Reason("ServiceNotHeadless", "The Service has a cluster IP, or is an ExternalName.");
  private static final Reason SELECTS_OTHERS =
      new Reason("ServiceSelectsOthers", "The Service's selector does not match the pods.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "headless-service-for-stateful-set",
          "A StatefulSet names a headless Service that selects its pods.",
          Subjects.of(GroupKind.STATEFUL_SET),
          List.of(NAME_MISSING, NOT_FOUND, NOT_HEADLESS, SELECTS_OTHERS));

  private static final PodLabels LABELS = new PodLabels(PodLabels.SHIPPED);

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ObjectView spec = subject.view().object("spec");
    String name = spec.text("serviceName");
    Path path = spec.path("serviceName");
    if (name.isEmpty()) {
      findings.violation(
          NAME_MISSING,
          path,
          Sentence.of(
                  "no serviceName: the pods have no names of their own in DNS, such as"
                      + " \"%s-0.<service>\"",
                  subject.displayName())
              .instead("write the name of a Service with clusterIP: None"));
      return;
    }
    ServiceView service = context.inventory().service(subject.namespace(), name);
    if (service != null) {
      checkService(subject, service, path, context, findings);
    } else if (context.inventory().isClosed()) {
      notFound(subject, name, context, path, findings);
    } else {
      findings.undecided(
          NOT_FOUND,
          path,
          Sentence.of(
              "whether Service %q is headless and selects the pods is not known: it is not in the"
                  + " input",
              name));
    }
  }

  private static void notFound(
      Resource subject, String name, RuleContext context, Path path, Findings findings) {
    Set<String> names = new TreeSet<>();
    for (ServiceView service : context.inventory().services(subject.namespace())) {
      names.add(service.resource().name());
    }
    findings.violation(
        NOT_FOUND,
        path,
        Sentence.of(
                "Service %q does not exist in namespace %q: the pods have no names in DNS",
                name, subject.namespace())
            .didYouMean(
                Suggestions.nearest(name, names, context.budget()::spend),
                "apply a Service of this name with clusterIP: None"));
  }

  private static void checkService(
      Resource subject, ServiceView service, Path path, RuleContext context, Findings findings) {
    Sentence sentence = Sentence.of("Service %q", service.resource().name());
    String address = service.spec().text("clusterIP");
    if (!address.equals("None")) {
      findings.violation(
          NOT_HEADLESS,
          path,
          sentence
              .then(addressed(service, address))
              .then(": the names of single pods are promised for headless Services only")
              .instead("name a Service with clusterIP: None; the other may stay beside it"));
      return;
    }
    if (service.selector().isEmpty()) {
      selectsOthers(sentence.then(" has no selector"), path, findings);
      return;
    }
    for (PodView pod : subject.pods()) {
      if (!LABELS.match(service.selector(), pod, context.budget())) {
        selectsOthers(
            Sentence.of(
                "%s selects %q, which the template's labels do not match",
                sentence, PodLabels.shown(service.selector())),
            path,
            findings);
      }
    }
  }

  private static Sentence addressed(ServiceView service, String address) {
    if (service.type().equals("ExternalName")) {
      return Sentence.of(" is of type ExternalName");
    }
    return address.isEmpty()
        ? Sentence.of(" gets a cluster IP")
        : Sentence.of(" has the cluster IP %q", address);
  }

  private static void selectsOthers(Sentence sentence, Path path, Findings findings) {
    findings.violation(
        SELECTS_OTHERS,
        path,
        sentence
            .then(": the pods have no names in DNS")
            .instead("write labels of the template into the Service's selector"));
  }
}
