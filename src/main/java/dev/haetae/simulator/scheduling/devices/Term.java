package dev.haetae.simulator.scheduling.devices;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of an expression that has a value. */
interface Term {
  /** The value: a text, number, truth, quantity, version, list, map, optional or device. */
  Object value(Scope scope);

  /**
   * The names that mean something.
   *
   * @param device the device that is looked at
   * @param names others, with their values
   */
  record Scope(Device device, Map<String, Object> names) {
    Scope with(String name, Object value) {
      Map<String, Object> more = new HashMap<>(names);
      more.put(name, value);
      return new Scope(device, more);
    }
  }

  /** A field of what another term gives, or an element of it. */
  record Selection(Term of, Term key, boolean optional) implements Term {
    @Override
    public Object value(Scope scope) {
      Object from = of.value(scope);
      Object name = key.value(scope);
      if (from instanceof Optional<?> known) {
        return known.isEmpty() ? known : Optional.ofNullable(find(known.get(), name));
      }
      Object found = find(from, name);
      if (optional) {
        return Optional.ofNullable(found);
      }
      if (found == null) {
        throw new DeviceErrorException("no such key: " + name);
      }
      return found;
    }

    /** Returns whether it is there. */
    boolean isThere(Scope scope) {
      return find(of.value(scope), key.value(scope)) != null;
    }

    private static @Nullable Object find(Object from, Object name) {
      return switch (from) {
        case Device device -> ExpressionValues.ofDevice(device, name);
        case ExpressionValues.Domains domains -> domains.get(name);
        case Map<?, ?> map -> map.get(name);
        default -> throw new DeviceErrorException("no such overload");
      };
    }
  }
}
