package dev.haetae.cel.library;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.NamedFormat;
import java.util.List;
import java.util.Optional;

/** The library of named formats: {@code format.dns1123Label().validate('my-name')}. */
final class Formats {
  private static final Kind<NamedFormat> FORMAT = NamedFormat.KIND;

  private Formats() {}

  static CelLibrary library() {
    Functions functions = new Functions();
    for (NamedFormat format : NamedFormat.ALL.values()) {
      functions.constant("format." + format.function(), FORMAT, format);
    }
    return functions
        .global(
            "format.named",
            "format-named",
            Kind.optional(FORMAT.type()),
            Kind.STRING,
            name -> Optional.ofNullable(NamedFormat.ALL.get(name)))
        .member(
            "validate",
            "format-validate",
            Kind.optional(ListType.create(SimpleType.STRING)),
            FORMAT,
            Kind.STRING,
            Formats::validate)
        .library();
  }

  private static Optional<List<String>> validate(NamedFormat format, String text) {
    List<String> faults = format.faults(text);
    return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
  }
}
