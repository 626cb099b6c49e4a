package dev.haetae.resource.text;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The meanings of YAML scalars to Kubernetes.
 *
 * <p>Mirrors {@code resolve.go} of the go-yaml v2 inside {@code sigs.k8s.io/yaml}: YAML 1.1 words
 * such as {@code y} and {@code off}, {@code 0b}, {@code 0o} and leading-zero octal numbers, but no
 * dates and no base-60 numbers.
 */
final class YamlScalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NOT_FINITE =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final String STANDARD = "tag:yaml.org,2002:";

  private YamlScalars() {}

  /** Marks the words written without quotes and tag, and leaves what they mean to this class. */
  static final class WordResolver extends Resolver {
    private static final Tag PLAIN = new Tag("tag:haetae.dev,2026:plain");

    @Override
    public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, false);
    }
  }

  /** The tag of a scalar that has none written. */
  static Tag tag(boolean plain) {
    return plain ? WordResolver.PLAIN : Tag.STR;
  }

  /** Returns whether the scalar is a word without quotes and tag. */
  static boolean isPlain(ScalarNode node) {
    return node.getTag().equals(WordResolver.PLAIN);
  }

  /** Returns whether the key merges its value into the mapping it stands in. */
  static boolean isMerge(ScalarNode key) {
    return key.getValue().equals("<<") && (isPlain(key) || key.getTag().equals(Tag.MERGE));
  }

  /** The value of a scalar; null when JSON cannot hold it (infinity, a broken tag). */
  static @Nullable Value resolve(ScalarNode node) {
    return isPlain(node)
        ? plain(node.getValue())
        : tagged(node.getTag().getValue(), node.getValue());
  }

  private static @Nullable Value tagged(String tag, String text) {
    return switch (tag) {
      case STANDARD + "int" -> plain(text) instanceof NumberValue it && it.isInteger() ? it : null;
      case STANDARD + "float" -> plain(text) instanceof NumberValue it ? it : null;
      case STANDARD + "bool" -> plain(text) instanceof BooleanValue it ? it : null;
      case STANDARD + "null" -> plain(text) instanceof NullValue it ? it : null;
      case STANDARD + "binary" -> binary(text);
      default -> new StringValue(text);
    };
  }

  private static @Nullable Value binary(String text) {
    try {
      return new StringValue(
          new String(Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The value of an unquoted word; null when JSON cannot hold it. */
  static @Nullable Value plain(String text) {
    if (NULL.contains(text)) {
      return NullValue.NULL;
    }
    char first = text.charAt(0);
    if (Character.isDigit(first) || first == '+' || first == '-' || first == '.') {
      return NOT_FINITE.contains(text) ? null : number(text);
    }
    if (TRUE.contains(text)) {
      return BooleanValue.TRUE;
    }
    return FALSE.contains(text) ? BooleanValue.FALSE : new StringValue(text);
  }

  private static Value number(String text) {
    String digits = text.replace("_", "");
    BigInteger integer = integer(digits);
    if (integer != null && integer.compareTo(LARGEST) <= 0 && integer.compareTo(SMALLEST) >= 0) {
      return NumberValue.parse(integer.toString());
    }
    if (!FLOAT.matcher(digits).matches()) {
      return new StringValue(text);
    }
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number) ? new StringValue(text) : written(number);
  }

  /**
   * A number of a JSON file as kubectl sends it, which reads it into 64 bits, else into a float.
   */
  static NumberValue sent(String literal, boolean whole) {
    if (whole && new BigInteger(literal).bitLength() < Long.SIZE) {
      return NumberValue.parse(literal);
    }
    double number = Double.parseDouble(literal);
    return Double.isFinite(number) ? written(number) : NumberValue.parse(literal);
  }

  /** A float as Go writes it into JSON: without a fraction it is a whole number. */
  static NumberValue written(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return NumberValue.parse(
        decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 21
            ? decimal.toBigInteger().toString()
            : decimal.toString());
  }

  // strconv.ParseInt with base 0: 0x, 0o, 0b, a leading zero is octal.
  private static @Nullable BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      digits = digits.substring("xXbBoO".indexOf(digits.charAt(1)) < 0 ? 1 : 2);
    }
    if (digits.isEmpty() || digits.length() > 70) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }

  /** The text of a key, as it becomes JSON: {@code on:} is the key {@code "true"}. */
  static String key(ScalarNode node) {
    Value value = resolve(node);
    return switch (value) {
      case StringValue string -> string.text();
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case null -> node.getValue();
      case NullValue _ -> "null";
      case ObjectValue _, ArrayValue _ -> node.getValue();
    };
  }
}
