package dev.haetae.cel.library;

import dev.haetae.cel.library.kind.Kind;

/** The library of JSON patches: {@code jsonpatch.escapeKey('example.com/name')}. */
final class JsonPatches {
  private JsonPatches() {}

  static CelLibrary library() {
    return new Functions()
        .global(
            "jsonpatch.escapeKey",
            "string_jsonpatch_escapeKey_string",
            Kind.STRING,
            Kind.STRING,
            key -> key.replace("~", "~0").replace("/", "~1"))
        .library();
  }
}
