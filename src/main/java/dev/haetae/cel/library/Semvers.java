package dev.haetae.cel.library;

import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.SemverText;
import dev.haetae.cel.library.kind.SemverValue;
import dev.haetae.cel.value.CelFailure;

/** The library of semantic versions: {@code semver('1.2.3').isLessThan(semver('2.0.0'))}. */
final class Semvers {
  private static final Kind<SemverValue> SEMVER = SemverValue.KIND;

  private Semvers() {}

  static CelLibrary library() {
    return new Functions()
        .global("semver", "string_to_semver", SEMVER, Kind.STRING, text -> parse(text, false))
        .global("semver", "string_bool_to_semver", SEMVER, Kind.STRING, Kind.BOOL, Semvers::parse)
        .global("isSemver", "is_semver_string", Kind.BOOL, Kind.STRING, text -> is(text, false))
        .global("isSemver", "is_semver_string_bool", Kind.BOOL, Kind.STRING, Kind.BOOL, Semvers::is)
        .member(
            "isGreaterThan",
            "semver_is_greater_than",
            Kind.BOOL,
            SEMVER,
            SEMVER,
            (a, b) -> a.compareTo(b) > 0)
        .member(
            "isLessThan",
            "semver_is_less_than",
            Kind.BOOL,
            SEMVER,
            SEMVER,
            (a, b) -> a.compareTo(b) < 0)
        .member(
            "compareTo",
            "semver_compare_to",
            Kind.INT,
            SEMVER,
            SEMVER,
            (a, b) -> (long) a.compareTo(b))
        .member("major", "semver_major", Kind.INT, SEMVER, SemverValue::major)
        .member("minor", "semver_minor", Kind.INT, SEMVER, SemverValue::minor)
        .member("patch", "semver_patch", Kind.INT, SEMVER, SemverValue::patch)
        .library();
  }

  private static SemverText.Result read(String text, boolean normalize) {
    return normalize ? SemverText.normalized(text) : SemverText.read(text);
  }

  private static boolean is(String text, boolean normalize) {
    return read(text, normalize) instanceof SemverText.Read;
  }

  private static SemverValue parse(String text, boolean normalize) {
    return switch (read(text, normalize)) {
      case SemverText.Read(SemverValue version) -> version;
      case SemverText.Unread(String why) -> throw new CelFailure(why);
    };
  }
}
