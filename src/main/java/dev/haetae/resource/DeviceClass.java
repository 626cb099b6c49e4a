package dev.haetae.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of devices of dynamic resource allocation, which containers may ask for by an amount of
 * {@code deviceclass.resource.kubernetes.io/<name>} as well as by a claim (KEP-5004).
 *
 * @param name the class's name
 * @param extendedResourceName the name of a resource that asks for its devices too; empty for none
 * @param drivers those that its selectors let in, as far as they name any: {@code gpu.nvidia.com}
 */
public record DeviceClass(String name, String extendedResourceName, List<String> drivers) {
  /** The beginning of the names of resources that stand for a class. */
  public static final String RESOURCE_PREFIX = "deviceclass.resource.kubernetes.io/";

  private static final String DRIVER = "device.driver";

  /** A class that keeps its own copy of the list. */
  public DeviceClass {
    drivers = List.copyOf(drivers);
  }

  /** The class that {@code resource} writes. */
  public static DeviceClass of(Resource resource) {
    ObjectView spec = resource.view().object("spec");
    List<String> drivers = new ArrayList<>();
    for (ObjectView selector : spec.objects("selectors")) {
      addDrivers(selector.object("cel").text("expression"), drivers);
    }
    return new DeviceClass(resource.name(), spec.text("extendedResourceName"), drivers);
  }

  /** The name of the class that a resource stands for; null when it stands for none by its name. */
  public static @Nullable String nameOf(String resource) {
    return resource.startsWith(RESOURCE_PREFIX)
        ? resource.substring(RESOURCE_PREFIX.length())
        : null;
  }

  // device.driver == "a", device.driver in ["a", "b"]: the literals behind the word.
  private static void addDrivers(String expression, List<String> drivers) {
    for (int at = expression.indexOf(DRIVER); at >= 0; at = expression.indexOf(DRIVER, at)) {
      at += DRIVER.length();
      int start = skip(expression, at);
      if (expression.startsWith("==", start)) {
        addLiteral(expression, skip(expression, start + 2), drivers);
      } else if (expression.startsWith("in", start)) {
        int element = skip(expression, start + 2);
        while (element >= 0
            && element < expression.length()
            && (expression.charAt(element) == '[' || expression.charAt(element) == ',')) {
          element = addLiteral(expression, skip(expression, element + 1), drivers);
        }
      }
    }
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  // Where it goes on behind the literal and spaces; -1 when there is no literal.
  private static int addLiteral(String expression, int start, List<String> drivers) {
    if (start >= expression.length()) {
      return -1;
    }
    char quote = expression.charAt(start);
    int end = quote == '"' || quote == '\'' ? expression.indexOf(quote, start + 1) : -1;
    if (end < 0) {
      return -1;
    }
    drivers.add(expression.substring(start + 1, end));
    return skip(expression, end + 1);
  }
}
