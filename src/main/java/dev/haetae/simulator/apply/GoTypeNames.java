package dev.haetae.simulator.apply;

import dev.haetae.schema.ObjectType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The names that Go has for the types of strings, by the table {@code strings.txt}. */
final class GoTypeNames {
  private static final Map<String, String> TABLE = read();

  private GoTypeNames() {}

  private static Map<String, String> read() {
    try (InputStream in = GoTypeNames.class.getResourceAsStream("strings.txt")) {
      if (in == null) {
        throw new IllegalStateException("strings.txt is not on the class path");
      }
      Map<String, String> table = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> {
            int space = line.lastIndexOf(' ');
            table.put(line.substring(0, space), line.substring(space + 1));
          });
      return Map.copyOf(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type of a string's field: {@code v1.RestartPolicy}. */
  static String of(ObjectType struct, String field) {
    return TABLE.getOrDefault(struct.name() + ' ' + field, "string");
  }
}
