package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.report.ReportRemoval;
import java.time.InstantSource;
import java.util.List;

/** The removal of what Haetae has reported, for an uninstallation or when reports are given up. */
public final class RemovedReports {
  private static final String AREA = "reports";

  private final ReportRemoval removal;

  /** For an installation of a cluster. */
  public RemovedReports(Cluster cluster, Installation installation, InstantSource clock) {
    this.removal =
        new ReportRemoval(cluster, installation.namespace(), installation.lease(), clock);
  }

  /** The commands that remove them, ready for a shell. */
  public List<String> commands() {
    return ReportRemoval.commands();
  }

  /** Removes them. */
  public List<Check> remove() {
    try {
      int removed = removal.run();
      return List.of(
          Check.ok(
              AREA,
              removed == 0
                  ? "there are no reports of Haetae"
                  : removed + (removed == 1 ? " report is removed" : " reports are removed")));
    } catch (RequestFailedException e) {
      return List.of(failed(e.reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(failed("asking was interrupted"));
    }
  }

  private static Check failed(String why) {
    return Check.fail(
        AREA,
        "not all reports could be removed: " + why,
        "run the commands that 'haetae doctor --delete-reports' prints as somebody who may");
  }
}
