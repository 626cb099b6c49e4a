package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ShippedText;
import dev.haetae.schema.ObjectType;
import java.util.HashMap;
import java.util.Map;

/** The names that Go has for the types of strings, by the table {@code strings.txt}. */
final class GoTypeNames {
  private static final Map<String, String> TABLE = read();

  private GoTypeNames() {}

  private static Map<String, String> read() {
    Map<String, String> table = new HashMap<>();
    ShippedText.of("dev/haetae/simulator/apply/strings.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          table.put(line.substring(0, space), line.substring(space + 1));
        });
    return Map.copyOf(table);
  }

  /** The type of a string's field: {@code v1.RestartPolicy}. */
  static String of(ObjectType struct, String field) {
    return TABLE.getOrDefault(struct.name() + ' ' + field, "string");
  }
}
