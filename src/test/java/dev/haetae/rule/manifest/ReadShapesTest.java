package dev.haetae.rule.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReading;
import dev.haetae.resource.text.JsonSelection;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits while it is read is what passes when it is looked through. */
final class ReadShapesTest {
  private static JsonReading read(String json) throws Exception {
    return JsonReading.of(
        json.getBytes(UTF_8), Limits.REVIEW, JsonSelection.OBJECT, ReadShapes::of);
  }

  private static boolean passes(ObjectValue tree) {
    Resource object;
    try {
      object = Resource.of(tree, Origin.NONE, "default");
    } catch (MalformedResourceException _) {
      // Refused before anybody asks.
      return true;
    }
    try {
      FieldShapes.require(object);
      return true;
    } catch (MalformedResourceException _) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | {'apiVersion':'v1','kind':'Pod','spec':{'containers':[{'name':'a','tty':true}]}}",
        "true  | {'kind':'Pod','apiVersion':'v1','spec':{'priority':2147483647,'new':[1]}}",
        "true  | {'apiVersion':'v1','kind':'Pod','metadata':{'labels':null},'spec':null}",
        "true  | {'apiVersion':'example.com/v1','kind':'Pod','spec':7}",
        "true  | {'apiVersion':'v1','kind':'Secret','data':{'a':'eA==','b':[1]}}",
        "false | {'apiVersion':'v1','kind':'Pod','spec':{'priority':2147483648}}",
        "false | {'apiVersion':'v1','kind':'Pod','spec':{'containers':{}}}",
        "false | {'apiVersion':'v1','kind':'Pod','spec':{'containers':['a']}}",
        "false | {'apiVersion':'v1','kind':'Pod','metadata':{'labels':{'a':1}}}",
        "false | {'apiVersion':'v1','kind':'Pod','spec':{'hostNetwork':'true'}}",
        "false | {'apiVersion':'v1','kind':'Service','spec':{'ports':[{'targetPort':true}]}}",
        // Nothing is known while the kind is not.
        "false | {'apiVersion':'v1','metadata':{},'kind':'Pod'}",
        "false | {'apiVersion':'v1'}",
        "false | {'apiVersion':'v1','kind':7}",
        "false | []",
      })
  void aKnownObjectOfTheRightShapeFits(boolean fits, String json) throws Exception {
    assertThat(read(json.replace('\'', '"')).fits()).as(json).isEqualTo(fits);
  }

  @Test
  void whatFitsPassesWhatever() throws Exception {
    Random random = new Random(1);
    int fitting = 0;
    int passing = 0;
    int unchanged = 0;
    List<Resource> cases = cases();
    for (Resource object : cases) {
      unchanged += read(JsonWriter.toText(object.tree())).fits() ? 1 : 0;
      for (int i = 0; i < 60; i++) {
        Value changed = changed(object.tree(), random);
        if (changed instanceof ObjectValue tree) {
          JsonReading reading = read(JsonWriter.toText(tree));
          boolean passes = passes((ObjectValue) reading.value());
          assertThat(passes || !reading.fits()).as(JsonWriter.toText(tree)).isTrue();
          fitting += reading.fits() ? 1 : 0;
          passing += passes ? 1 : 0;
        }
      }
    }
    // But those of manifest-strict, and what has a fraction.
    assertThat(unchanged).isBetween(cases.size() * 9 / 10, cases.size() - 1);
    // Of an object without kind or version nothing is known.
    assertThat(fitting).isBetween(passing / 5, passing - 1);
  }

  private static List<Resource> cases() throws Exception {
    List<Resource> objects = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      for (Path file : PolicyFolders.cases(id)) {
        objects.addAll(
            ManifestReader.read(Files.readAllBytes(file), "x", "default", Limits.FILES)
                .resources());
      }
    }
    return objects;
  }

  // The same with one value somewhere replaced by another, as a rule of another type.
  private static Value changed(Value value, Random random) {
    if (value instanceof ObjectValue object && object.size() > 0 && random.nextInt(8) > 0) {
      int at = random.nextInt(object.size());
      return object.with(object.key(at), changed(object.value(at), random));
    }
    if (value instanceof ArrayValue array && array.size() > 0 && random.nextInt(8) > 0) {
      int at = random.nextInt(array.size());
      return array.with(at, changed(array.get(at), random));
    }
    return switch (random.nextInt(8)) {
      case 0 -> new StringValue("8");
      case 1 -> NumberValue.of(random.nextInt(300));
      case 2 -> NumberValue.of(1L << 40);
      case 3 -> BooleanValue.TRUE;
      case 4 -> NullValue.NULL;
      case 5 -> ObjectValue.of("a", value);
      case 6 -> ArrayValue.of(List.of(value));
      default -> ObjectValue.EMPTY;
    };
  }
}
