package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Taint;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device that a driver offers.
 *
 * @param id how it is named
 * @param attributes what it is, by name; one without domain is of the driver's
 * @param capacity what it has, by name; one without domain is of the driver's
 * @param consumed what it takes of what the devices of its pool share
 * @param taints which requests have to tolerate
 * @param place which nodes have it, where its slice leaves that to each device
 */
public record Device(
    Id id,
    Map<String, Attribute> attributes,
    Map<String, Quantity> capacity,
    CounterSets consumed,
    List<Taint> taints,
    DevicePlace place) {
  /** A device that keeps its own copies. */
  public Device {
    attributes = Map.copyOf(attributes);
    capacity = Map.copyOf(capacity);
    taints = List.copyOf(taints);
  }

  /**
   * The name of a device.
   *
   * @param driver such as {@code gpu.nvidia.com}
   * @param pool unique for the driver
   * @param name unique within the pool
   */
  public record Id(String driver, String pool, String name) {
    @Override
    public String toString() {
      return driver + '/' + pool + '/' + name;
    }
  }

  /**
   * The value of an attribute.
   *
   * @param type {@code string}, {@code int}, {@code bool} or {@code version}
   * @param text as written
   */
  public record Attribute(String type, String text) {
    private static @Nullable Attribute of(ObjectView view) {
      if (view.has("int")) {
        return new Attribute("int", Long.toString(view.integer("int", 0)));
      }
      if (view.has("bool")) {
        return new Attribute("bool", Boolean.toString(view.flag("bool", false)));
      }
      for (String type : List.of("string", "version")) {
        if (view.has(type)) {
          return new Attribute(type, view.text(type));
        }
      }
      return null;
    }
  }

  /** The device that a slice of this driver and pool writes. */
  static Device of(ObjectView view, String driver, String pool) {
    // Before the API was v1, all but the name stood one field deeper.
    ObjectView content = view.has("basic") ? view.object("basic") : view;
    Map<String, Attribute> attributes = new HashMap<>();
    ObjectView written = content.object("attributes");
    for (int i = 0; i < written.value().size(); i++) {
      String name = written.value().key(i);
      Attribute attribute = Attribute.of(written.object(name));
      if (attribute != null) {
        attributes.put(name, attribute);
      }
    }
    List<Taint> taints = new ArrayList<>();
    for (ObjectView taint : content.objects("taints")) {
      taints.add(Taint.of(taint));
    }
    return new Device(
        new Id(driver, pool, view.text("name")),
        attributes,
        capacity(content.object("capacity")),
        CounterSets.consumed(content),
        taints,
        DevicePlace.of(content));
  }

  private static Map<String, Quantity> capacity(ObjectView written) {
    Map<String, Quantity> capacity = new HashMap<>();
    for (int i = 0; i < written.value().size(); i++) {
      String name = written.value().key(i);
      Value value = written.value().get(name);
      Quantity quantity =
          quantity(value instanceof ObjectValue object ? object.get("value") : value);
      if (quantity != null) {
        capacity.put(name, quantity);
      }
    }
    return capacity;
  }

  /** The quantity that a value writes; null when it writes none. */
  static @Nullable Quantity quantity(Value value) {
    return switch (value) {
      case StringValue string -> Quantity.decode(string.text());
      case NumberValue number -> Quantity.parse(number.toString());
      default -> null;
    };
  }

  /** The attribute of a fully qualified name; null when the device has none. */
  @Nullable Attribute attribute(String qualifiedName) {
    Attribute found = attributes.get(qualifiedName);
    int slash = qualifiedName.indexOf('/');
    if (found == null && slash >= 0 && qualifiedName.substring(0, slash).equals(id.driver())) {
      return attributes.get(qualifiedName.substring(slash + 1));
    }
    return found;
  }
}
