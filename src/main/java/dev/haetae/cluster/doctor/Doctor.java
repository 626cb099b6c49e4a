package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.configuration.Configuration;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.StringValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at an installation from outside: what is registered, whether it can be reached and trusted,
 * whether the replicas are there, may read what they need and agree, what could lock a cluster out,
 * and which running pods would be refused.
 *
 * <p>Writes nothing. What the present user may not see is a warning that says so.
 */
public final class Doctor {
  private final ApiServer server;
  private final TypedObjects objects;
  private final String address;
  private final Installation installation;
  private final Configuration configuration;
  private final InstantSource clock;

  /**
   * A doctor for an installation of a cluster.
   *
   * @param configuration the server's, or the default one
   */
  public Doctor(
      Cluster cluster,
      Installation installation,
      Configuration configuration,
      InstantSource clock) {
    this.server = cluster.server();
    this.objects = cluster.objects();
    this.address = cluster.address();
    this.installation = installation;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** Everything there is to say, the areas in a fixed order. */
  public List<Check> examine() {
    List<Check> checks = new ArrayList<>();
    try {
      String version =
          server.object("/version").get("gitVersion") instanceof StringValue text
              ? text.text()
              : "of an unknown version";
      checks.add(Check.ok("cluster", address + " is Kubernetes " + version));
    } catch (RequestFailedException e) {
      return List.of(away(e.reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(away("asking was interrupted"));
    }
    int ready =
        new ReplicaExamination(objects, installation).examine(new Checks("replicas", checks));
    new RightsExamination(objects, installation).examine(new Checks("replicas", checks));
    List<WebhookConfiguration> ours =
        new RegistrationExamination(objects, installation, clock)
            .examine(new Checks("registration", checks), ready);
    new LeaderExamination(objects, installation, clock).examine(new Checks("leader", checks));
    List<StreamedObject> policies =
        new PolicyExamination(server).examine(new Checks("policies", checks));
    new ExemptionExamination(objects, installation, configuration.agents())
        .examine(new Checks("exemptions", checks), ours, policies == null ? List.of() : policies);
    new PodExamination(server, installation.namespace(), configuration, clock)
        .examine(new Checks("pods", checks), policies);
    new ReportExamination(server, configuration.reports()).examine(new Checks("reports", checks));
    new OtherWebhooks(objects, installation).examine(new Checks("others", checks), ours);
    return checks;
  }

  private Check away(String why) {
    return Check.fail(
        "cluster", address + " does not answer: " + why, "see whether 'kubectl version' does");
  }
}
