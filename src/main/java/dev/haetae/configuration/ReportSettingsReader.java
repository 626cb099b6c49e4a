package dev.haetae.configuration;

import dev.haetae.configuration.ReportSettings.Api;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Parameters;
import java.util.stream.Stream;

/** Reads the part of a configuration that is about reports. */
final class ReportSettingsReader {
  private ReportSettingsReader() {}

  /** The settings; problems go where those of {@code reports} go. */
  static ReportSettings read(Parameters reports) {
    ReportSettings defaults = ReportSettings.DEFAULT;
    boolean enabled = reports.flag("enabled", defaults.enabled());
    return new ReportSettings(
        enabled, api(reports, defaults.api()), bytes(reports, defaults.maxBytes()));
  }

  private static Api api(Parameters reports, Api fallback) {
    String word =
        reports.oneOf("api", fallback.word(), Stream.of(Api.values()).map(Api::word).toList());
    return Stream.of(Api.values())
        .filter(api -> api.word().equals(word))
        .findFirst()
        .orElse(fallback);
  }

  private static long bytes(Parameters reports, long fallback) {
    String key = "maxBytes";
    String text = reports.text(key, Long.toString(fallback));
    Quantity bytes = Quantity.parse(text);
    if (bytes == null
        || !bytes.isWhole()
        || bytes.compareTo(Quantity.of(ReportSettings.LEAST_BYTES)) < 0
        || bytes.compareTo(Quantity.of(ReportSettings.MOST_BYTES)) > 0) {
      reports.problem(
          key, "must be a number of bytes from 1Mi to 1Gi, such as 32Mi, not " + Text.quote(text));
      return fallback;
    }
    return bytes.value();
  }
}
