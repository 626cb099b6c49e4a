package dev.haetae.simulator.validation.storage;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;

/**
 * The validation of paths and modes of files.
 *
 * <p>Mirrors {@code validatePathNoBacksteps} and its like of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class VolumePaths {
  private VolumePaths() {}

  /** Returns whether a step of the path leads up. */
  public static boolean hasBacksteps(String path) {
    return path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }

  /** Checks that no step leads up. */
  public static void checkNoBacksteps(String path, Place place, CauseList causes) {
    if (hasBacksteps(path)) {
      causes.invalid(place, path, "must not contain '..'");
    }
  }

  /** Checks that the path stays within its folder. */
  public static void checkDescending(String path, Place place, CauseList causes) {
    if (path.startsWith("/")) {
      causes.invalid(place, path, "must be a relative path");
    }
    checkNoBacksteps(path, place, causes);
  }

  /** Checks that the path stays within its folder, and does not begin as the kubelet's own do. */
  public static void checkNotReserved(String path, Place place, CauseList causes) {
    checkDescending(path, place, causes);
    if (path.startsWith("..") && !path.startsWith("../")) {
      causes.invalid(place, path, "must not start with '..'");
    }
  }

  /** Checks the mode of files at {@code field}. */
  public static void checkMode(Part part, String field) {
    Long mode = part.number(field);
    if (mode != null && (mode < 0 || mode > 0777)) {
      part.causes()
          .invalid(
              part.at(field), mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
  }
}
