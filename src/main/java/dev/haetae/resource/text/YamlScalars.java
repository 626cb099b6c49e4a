package dev.haetae.resource.text;

import dev.haetae.resource.plain.YamlNumbers;
import dev.haetae.resource.plain.YamlWords;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The meanings of YAML scalars to Kubernetes, with the tags and quotes of SnakeYAML's nodes; what a
 * bare word means is for {@link YamlWords}.
 */
final class YamlScalars {
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
        ? YamlWords.value(node.getValue())
        : tagged(node.getTag().getValue(), node.getValue());
  }

  private static @Nullable Value tagged(String tag, String text) {
    return switch (tag) {
      case STANDARD + "int" ->
          YamlWords.value(text) instanceof NumberValue it && it.isInteger() ? it : null;
      case STANDARD + "float" -> YamlWords.value(text) instanceof NumberValue it ? it : null;
      case STANDARD + "bool" -> YamlWords.value(text) instanceof BooleanValue it ? it : null;
      case STANDARD + "null" -> YamlWords.value(text) instanceof NullValue it ? it : null;
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

  /**
   * A number of a JSON file as kubectl sends it, which reads it into 64 bits, else into a float.
   */
  static NumberValue sent(String literal, boolean whole) {
    if (whole && new BigInteger(literal).bitLength() < Long.SIZE) {
      return NumberValue.parse(literal);
    }
    double number = Double.parseDouble(literal);
    return Double.isFinite(number) ? YamlNumbers.written(number) : NumberValue.parse(literal);
  }

  /** The text of a key, as it becomes JSON: {@code on:} is the key {@code "true"}. */
  static String key(ScalarNode node) {
    Value value = resolve(node);
    if (value instanceof StringValue string) {
      return string.text();
    }
    if (value instanceof NumberValue number) {
      return number.literal();
    }
    return value instanceof BooleanValue || value instanceof NullValue
        ? value.toString()
        : node.getValue();
  }
}
