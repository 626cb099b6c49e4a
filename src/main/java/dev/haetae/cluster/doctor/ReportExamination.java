package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.report.ReportApi;
import dev.haetae.configuration.ReportSettings;
import java.util.List;
import java.util.Optional;

/** The examination of the kinds that reports are written as, which others install. */
record ReportExamination(ApiServer server, ReportSettings settings) {
  void examine(Checks checks) {
    checks
        .see("the kinds of reports", () -> Optional.of(ReportApi.served(new Discovery(server))))
        .ifPresent(served -> examine(checks, served));
  }

  private void examine(Checks checks, List<ReportApi> served) {
    Optional<ReportApi> written =
        served.stream().filter(api -> api.isAllowed(settings)).findFirst();
    if (!settings.enabled()) {
      checks.ok(
          "no reports are asked for; "
              + (served.isEmpty()
                  ? "the cluster has no kinds of them"
                  : "the cluster has the kinds of "
                      + String.join(", ", served.stream().map(ReportApi::apiVersion).toList())));
    } else if (written.isEmpty()) {
      checks.warn(
          "reports are asked for, and the cluster has no kinds of " + ReportApi.wanted(settings),
          "install them, or set reports.enabled to false");
    } else {
      checks.ok("reports are written as " + written.get().apiVersion());
    }
  }
}
