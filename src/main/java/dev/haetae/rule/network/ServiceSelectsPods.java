package dev.haetae.rule.network;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Service selects pods, and passes traffic on to ports that they have.
 *
 * <p>Why: a selector that matches nothing is valid, and so is a port that nobody listens at; all
 * that is seen of it is that connections are refused.
 *
 * <p>Looks at the selector and {@code targetPort} of Services, and in the same namespace at the
 * labels and container ports of pods and of the templates that make pods. Allowed: Services without
 * a selector, whose endpoints somebody else writes; ExternalNames; any number, where a container
 * declares no port at all.
 */
public final class ServiceSelectsPods implements Rule {
  private static final Reason SELECTS_NOTHING =
      new Reason("ServiceSelectsNothing", "No pod has the labels that the selector asks for.");
  private static final Reason NOT_FOUND =
      new Reason("TargetPortNotFound", "No selected pod has a port of the name.");
  private static final Reason NOT_DECLARED =
      new Reason("TargetPortNotDeclared", "The selected pods declare other ports than the number.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "service-selects-pods",
              "A Service selects pods and passes traffic on to ports that they have.",
              Subjects.of(GroupKind.SERVICE),
              List.of(SELECTS_NOTHING, NOT_FOUND, NOT_DECLARED))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT);

  private final PodLabels labels;

  /** The rule with the parameters of a policy. */
  public ServiceSelectsPods(Parameters parameters) {
    labels = new PodLabels(parameters.texts("controllerLabels", PodLabels.SHIPPED));
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ServiceView service = ServiceView.of(subject);
    if (service.type().equals("ExternalName") || service.selector().isEmpty()) {
      return;
    }
    SelectedPods pods = new SelectedPods(service, labels, context);
    if (!pods.found()) {
      selectsNothing(service, pods, context, findings);
      return;
    }
    for (ObjectView port : service.ports()) {
      if (port.value().get("targetPort") instanceof StringValue name && !name.text().isEmpty()) {
        checkName(name.text(), port, pods, context, findings);
      } else {
        checkNumber(port, pods, findings);
      }
    }
  }

  private static void selectsNothing(
      ServiceView service, SelectedPods pods, RuleContext context, Findings findings) {
    Path path = service.spec().path("selector");
    Map<String, String> selector = service.selector();
    Iterable<String> wanted = PodLabels.shown(selector);
    if (!context.inventory().isClosed() || !pods.areAllKnown()) {
      findings.undecided(
          SELECTS_NOTHING,
          path,
          Sentence.of(
              "whether a pod has the labels %q is not known: none that can be seen has", wanted));
      return;
    }
    Map.Entry<String, String> first = selector.entrySet().iterator().next();
    Optional<String> near =
        Suggestions.nearest(first.getValue(), pods.otherValues(), context.budget()::spend);
    findings.violation(
        SELECTS_NOTHING,
        path,
        Sentence.of(
                "no pod of the namespace, and no template, has the labels %q: the Service has no"
                    + " endpoints",
                wanted)
            .didYouMean(
                near.map(value -> first.getKey() + ": " + value),
                "write labels that the pods have"));
  }

  private static void checkName(
      String name, ObjectView port, SelectedPods pods, RuleContext context, Findings findings) {
    String protocol = ServiceView.protocol(port);
    if (pods.name(name, protocol)) {
      return;
    }
    Path path = port.path("targetPort");
    if (name.chars().allMatch(Character::isDigit)) {
      findings.violation(
          NOT_FOUND,
          path,
          Sentence.of(
                  "%q in quotes is the name of a port, and is refused: a name has a letter", name)
              .instead("write the number without quotes"));
      return;
    }
    Collection<String> names = pods.names(protocol);
    findings.violation(
        NOT_FOUND,
        path,
        Sentence.of(
                "no container of the selected pods has a %s port named %q: traffic to it is"
                    + " refused; ",
                protocol, name)
            .then(
                names.isEmpty()
                    ? Sentence.of("none has a name")
                    : Sentence.of("there is %s", names))
            .didYouMean(
                Suggestions.nearest(name, names, context.budget()::spend),
                "name the port in the container, or write its number"));
  }

  private static void checkNumber(ObjectView port, SelectedPods pods, Findings findings) {
    long written =
        port.value().get("targetPort") instanceof StringValue ? 0 : port.integer("targetPort", 0);
    long number = written == 0 ? port.integer("port", 0) : written;
    String protocol = ServiceView.protocol(port);
    if (number == 0 || pods.mayListenAt(number, protocol)) {
      return;
    }
    Collection<String> numbers = pods.numbers(protocol);
    Sentence sentence =
        Sentence.of("the containers of the selected pods declare ")
            .then("%s", numbers.isEmpty() ? Sentence.of("no %s port", protocol) : numbers)
            .then(
                ", not %q: traffic to it is refused unless one listens there all the same", number);
    findings.advice(
        NOT_DECLARED,
        port.path(written == 0 ? "port" : "targetPort"),
        numbers.size() == 1
            ? sentence.instead("write targetPort: %s, or declare the port", numbers)
            : sentence.instead("write a port that they declare, or declare this one"));
  }
}
