package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The values of expressions and what can be done with them.
 *
 * <p>Mirrors {@code staging/src/k8s.io/dynamic-resource-allocation/cel/compile.go}: attributes and
 * capacities by domain and name, a domain that a device knows nothing of being empty.
 */
final class ExpressionValues {
  private static final Pattern UNSAFE = Pattern.compile("\\)[+*{]|\\\\[1-9kpP]|\\(\\?|[+*}]\\+");

  private ExpressionValues() {}

  /** What a device has, by domain; any domain is there. */
  record Domains(Device device, Map<String, Map<String, Object>> known) {
    Map<String, Object> get(Object domain) {
      return known.getOrDefault(String.valueOf(domain), Map.of());
    }

    private static <T> Domains of(Device device, Map<String, T> named, Function<T, Object> value) {
      Map<String, Map<String, Object>> known = new HashMap<>();
      named.forEach((name, content) -> {
        int slash = name.indexOf('/');
        String domain = slash < 0 ? device.id().driver() : name.substring(0, slash);
        known
            .computeIfAbsent(domain, _ -> new HashMap<>())
            .put(name.substring(slash + 1), value.apply(content));
      });
      return new Domains(device, known);
    }
  }

  /** A semantic version: three numbers, and what stands before a release. */
  record Version(List<BigInteger> numbers, List<String> early) implements Comparable<Version> {
    private static final Pattern FORM =
        Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([^+]+))?(?:\\+.+)?");

    static Version of(String text) {
      var matcher = FORM.matcher(text);
      if (text.length() > 256 || !matcher.matches()) {
        throw new DeviceErrorException("parse semver: " + text);
      }
      List<BigInteger> numbers = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        numbers.add(new BigInteger(matcher.group(i)));
      }
      String early = matcher.group(4);
      return new Version(numbers, early == null ? List.of() : List.of(early.split("\\.")));
    }

    @Override
    public int compareTo(Version other) {
      for (int i = 0; i < 3; i++) {
        int order = numbers.get(i).compareTo(other.numbers.get(i));
        if (order != 0) {
          return order;
        }
      }
      if (early.isEmpty() || other.early.isEmpty()) {
        return Boolean.compare(early.isEmpty(), other.early.isEmpty());
      }
      for (int i = 0; i < Math.min(early.size(), other.early.size()); i++) {
        int order = compare(early.get(i), other.early.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(early.size(), other.early.size());
    }

    // Numbers come before texts.
    private static int compare(String one, String other) {
      boolean number = one.chars().allMatch(Character::isDigit);
      boolean otherNumber = other.chars().allMatch(Character::isDigit);
      if (number && otherNumber) {
        return new BigInteger(one).compareTo(new BigInteger(other));
      }
      return number == otherNumber ? one.compareTo(other) : number ? -1 : 1;
    }
  }

  /** A field of a device; null when it has none of this name. */
  static @Nullable Object ofDevice(Device device, Object field) {
    return switch (String.valueOf(field)) {
      case "driver" -> device.id().driver();
      case "attributes" ->
          Domains.of(device, device.attributes(), attribute -> ofAttribute(attribute));
      case "capacity" -> Domains.of(device, device.capacity(), quantity -> quantity);
      case "allowMultipleAllocations" -> false;
      default -> null;
    };
  }

  private static Object ofAttribute(Device.Attribute attribute) {
    return switch (attribute.type()) {
      case "int" -> Long.valueOf(attribute.text());
      case "bool" -> Boolean.valueOf(attribute.text());
      case "version" -> Version.of(attribute.text());
      default -> attribute.text();
    };
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new DeviceErrorException("no such overload");
  }

  /** Compares two values of one type that has an order. */
  static int compare(Object left, Object right) {
    return switch (left) {
      case Long number when right instanceof Long other -> number.compareTo(other);
      case String text when right instanceof String other -> text.compareTo(other);
      case Quantity quantity when right instanceof Quantity other -> quantity.compareTo(other);
      case Version version when right instanceof Version other -> version.compareTo(other);
      case Boolean truth when right instanceof Boolean other -> truth.compareTo(other);
      default -> throw new DeviceErrorException("no such overload");
    };
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof Quantity quantity && right instanceof Quantity other) {
      return quantity.compareTo(other) == 0;
    }
    return left.equals(right);
  }

  static boolean isIn(Object value, Object container) {
    return switch (container) {
      case List<?> list -> list.stream().anyMatch(element -> equal(value, element));
      case Map<?, ?> map -> map.containsKey(value);
      case Domains domains -> domains.known().containsKey(String.valueOf(value));
      default -> throw new DeviceErrorException("no such overload");
    };
  }

  /** Calls a function; null when there is none of this name. */
  static @Nullable Object call(String name, List<Object> arguments) {
    if (arguments.size() != 1) {
      return null;
    }
    Object argument = arguments.getFirst();
    return switch (name) {
      case "quantity" -> quantity(text(argument));
      case "semver" -> Version.of(text(argument));
      case "isQuantity" -> Quantity.parse(text(argument)) != null;
      case "string" ->
          argument instanceof Long || argument instanceof Boolean
              ? argument.toString()
              : text(argument);
      case "int" -> argument instanceof Long ? argument : Long.valueOf(number(text(argument)));
      case "size" -> size(argument);
      default -> null;
    };
  }

  /** Calls a function of a value; null when it has none of this name. */
  static @Nullable Object call(Object target, String name, List<Object> arguments) {
    if (target instanceof Optional<?> optional) {
      return ofOptional(optional, name, arguments);
    }
    if (arguments.isEmpty()) {
      return withoutArguments(target, name);
    }
    if (arguments.size() != 1) {
      return null;
    }
    Object argument = arguments.getFirst();
    return switch (name) {
      case "compareTo" -> (long) Integer.signum(compare(target, argument));
      case "isGreaterThan" -> compare(target, argument) > 0;
      case "isLessThan" -> compare(target, argument) < 0;
      case "add" -> amount(target).plus(amount(argument));
      case "startsWith" -> text(target).startsWith(text(argument));
      case "endsWith" -> text(target).endsWith(text(argument));
      case "contains" -> text(target).contains(text(argument));
      case "matches" -> matches(text(target), text(argument));
      default -> null;
    };
  }

  private static @Nullable Object ofOptional(
      Optional<?> optional, String name, List<Object> arguments) {
    return switch (name) {
      case "hasValue" -> optional.isPresent();
      case "orValue" -> {
        Object otherwise = arguments.isEmpty() ? null : arguments.getFirst();
        yield optional.isPresent() ? optional.get() : otherwise;
      }
      case "value" -> {
        if (optional.isEmpty()) {
          throw new DeviceErrorException("optional.none() dereference");
        }
        yield optional.get();
      }
      default -> null;
    };
  }

  private static @Nullable Object withoutArguments(Object target, String name) {
    return switch (name) {
      case "lowerAscii" -> text(target).toLowerCase(Locale.ROOT);
      case "upperAscii" -> text(target).toUpperCase(Locale.ROOT);
      case "trim" -> text(target).strip();
      case "size" -> size(target);
      case "major" -> part(target, 0);
      case "minor" -> part(target, 1);
      case "patch" -> part(target, 2);
      case "sign" -> (long) amount(target).signum();
      case "isInteger" -> amount(target).isWhole();
      case "asInteger" -> asInteger(amount(target));
      default -> null;
    };
  }

  private static long asInteger(Quantity quantity) {
    try {
      BigDecimal amount = quantity.amount();
      return amount.longValueExact();
    } catch (ArithmeticException _) {
      throw new DeviceErrorException("cannot convert value to integer");
    }
  }

  private static long part(Object version, int index) {
    if (version instanceof Version known) {
      return known.numbers().get(index).longValue();
    }
    throw new DeviceErrorException("no such overload");
  }

  private static long size(Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new DeviceErrorException("no such overload");
    };
  }

  // Null for a pattern that could look at a text for ever, or that RE2 reads otherwise.
  private static @Nullable Object matches(String text, String pattern) {
    if (UNSAFE.matcher(pattern).find()) {
      return null;
    }
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException _) {
      throw new DeviceErrorException("error parsing regexp: " + pattern);
    }
  }

  private static Quantity quantity(String text) {
    Quantity quantity = Quantity.parse(text);
    if (quantity == null) {
      throw new DeviceErrorException("quantities must match the regular expression");
    }
    return quantity;
  }

  private static String number(String text) {
    if (!text.matches("-?\\d{1,18}")) {
      throw new DeviceErrorException("type conversion error from string to int");
    }
    return text;
  }

  private static Quantity amount(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity;
    }
    throw new DeviceErrorException("no such overload");
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new DeviceErrorException("no such overload");
  }
}
