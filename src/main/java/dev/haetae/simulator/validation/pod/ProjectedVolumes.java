package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.storage.VolumePaths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of projected volumes.
 *
 * <p>Mirrors {@code validateProjectionSources} of {@code pkg/apis/core/validation/validation.go}.
 * Trust bundles and pod certificates are dropped before, as 1.36 has them switched off.
 */
final class ProjectedVolumes {
  private static final List<String> KINDS =
      List.of("secret", "configMap", "downwardAPI", "serviceAccountToken");

  private final Part volume;
  private final CauseList causes;
  private final Set<String> paths = new HashSet<>();

  private ProjectedVolumes(Part volume) {
    this.volume = volume;
    this.causes = volume.causes();
  }

  static void check(Part volume) {
    VolumePaths.checkMode(volume, "defaultMode");
    ProjectedVolumes volumes = new ProjectedVolumes(volume);
    for (Part source : volume.objects("sources")) {
      volumes.checkSource(source);
    }
  }

  private void checkSource(Part source) {
    int found = 0;
    for (String kind : KINDS) {
      if (source.has(kind)) {
        found++;
        checkKind(kind, source.object(kind));
      }
    }
    if (found > 1) {
      causes.forbidden(source.place(), "may not specify more than 1 volume type per source");
    }
  }

  private void checkKind(String kind, Part source) {
    switch (kind) {
      case "secret", "configMap" -> {
        source.require("name");
        PodVolumes.checkItems(source);
        for (Part item : source.objects("items")) {
          checkPath(item.text("path"), source.text("name"));
        }
      }
      case "downwardAPI" -> {
        for (Part file : source.objects("items")) {
          PodVolumes.checkDownward(file.at(source.place()));
          checkPath(file.text("path"), file.text("path"));
        }
      }
      default -> checkToken(source);
    }
  }

  private void checkPath(String path, String shown) {
    if (!path.isEmpty() && !paths.add(path)) {
      causes.invalid(volume.place(), shown, "conflicting duplicate paths");
    }
  }

  private void checkToken(Part token) {
    long seconds = token.number("expirationSeconds", 3600);
    Place place = token.at("expirationSeconds");
    if (seconds < 600) {
      causes.invalid(place, seconds, "may not specify a duration less than 10 minutes");
    }
    if (seconds > 1L << 32) {
      causes.invalid(place, seconds, "may not specify a duration larger than 2^32 seconds");
    }
    String path = token.text("path");
    if (path.isEmpty()) {
      causes.required(volume.at("path"), "");
    } else {
      VolumePaths.checkNotReserved(path, volume.at("path"), causes);
    }
  }
}
