package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Switches the webhooks off, and on again: in one update their configuration is emptied and
 * annotated {@code haetae.dev/registration: "off"}, so that no replica fills it in again.
 */
public final class BreakGlass {
  private static final int TRIES = 10;
  private static final String AREA = "registration";

  private final TypedObjects objects;
  private final Installation installation;

  /** For an installation of a cluster. */
  public BreakGlass(Cluster cluster, Installation installation) {
    this.objects = cluster.objects();
    this.installation = installation;
  }

  /** The commands that switch off, ready for a shell. */
  public List<String> commandsOff() {
    String patch =
        " --type=merge -p '{\"metadata\":{\"annotations\":{\""
            + WebhookConfiguration.REGISTRATION
            + "\":\""
            + WebhookConfiguration.OFF
            + "\"}},\"webhooks\":[]}'";
    return commands("kubectl patch ", patch);
  }

  /** The commands that switch on again, ready for a shell. */
  public List<String> commandsOn() {
    return commands("kubectl annotate ", " " + WebhookConfiguration.REGISTRATION + "-");
  }

  private List<String> commands(String verb, String rest) {
    List<String> commands = new ArrayList<>();
    if (!installation.validating().isEmpty()) {
      commands.add(verb + "validatingwebhookconfiguration " + installation.validating() + rest);
    }
    if (!installation.mutating().isEmpty()) {
      commands.add(verb + "mutatingwebhookconfiguration " + installation.mutating() + rest);
    }
    return commands;
  }

  /** Switches off; what does not exist is off already. */
  public List<Check> off() {
    return change(
        configuration ->
            configuration.isOff() && configuration.webhooks().isEmpty()
                ? configuration
                : new WebhookConfiguration(configuration.with(List.of()), List.of()).off(true),
        "is off: it has no webhooks, and gets none until 'haetae doctor --restore --yes'");
  }

  /** Switches on again: the leader registers the webhooks within seconds. */
  public List<Check> on() {
    return change(
        configuration -> configuration.isOff() ? configuration.off(false) : configuration,
        "is on: a leader that is ready registers the webhooks");
  }

  private List<Check> change(UnaryOperator<WebhookConfiguration> change, String done) {
    List<Check> checks = new ArrayList<>();
    for (WebhookKind kind : WebhookKind.values()) {
      String name = kind.name(installation);
      if (!name.isEmpty()) {
        checks.add(change(kind, name, change, done));
      }
    }
    return checks;
  }

  private Check change(
      WebhookKind kind, String name, UnaryOperator<WebhookConfiguration> change, String done) {
    String what = kind.word() + ' ' + name + ' ';
    String last = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        WebhookConfiguration before = kind.find(objects, name).orElse(null);
        if (before == null) {
          return Check.ok(AREA, what + "does not exist: nothing is called");
        }
        WebhookConfiguration after = change.apply(before);
        if (!after.equals(before)) {
          var _ = objects.update(after.object());
        }
        return Check.ok(AREA, what + done);
      } catch (RequestFailedException e) {
        last = e.reason();
        if (!e.isConflict()) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        last = "asking was interrupted";
        break;
      }
    }
    return Check.fail(
        AREA,
        what + "could not be changed: " + last,
        "run the commands that 'haetae doctor' prints without --yes as somebody who may");
  }
}
