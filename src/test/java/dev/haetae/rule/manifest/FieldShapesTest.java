package dev.haetae.rule.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldShapesTest {
  private static Resource read(String json) throws Exception {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Resource.of(
        (ObjectValue) JsonReader.review(bytes, Limits.REVIEW), Origin.NONE, "default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "v1 | Pod | 'metadata':{'labels':5} | metadata.labels must be an object, not a number 5",
        "v1 | Pod | 'metadata':{'labels':{'a':true}} | metadata.labels.a must be a string, not a"
            + " boolean true",
        "v1 | Pod | 'metadata':{'ownerReferences':{}} | metadata.ownerReferences must be a list,"
            + " not an object",
        "v1 | Pod | 'spec':{'containers':['x']} | spec.containers[0] must be an object, not a"
            + " string \"x\"",
        "v1 | Pod | 'spec':{'containers':[{},{'image':7}]} | spec.containers[1].image must be a"
            + " string, not a number 7",
        "v1 | Pod | 'spec':{'containers':[{'resources':{'limits':{'nvidia.com/gpu':[]}}}]} |"
            + " spec.containers[0].resources.limits[nvidia.com/gpu] must be a quantity such as 500m"
            + " or 10Gi, not an array",
        "v1 | Service | 'spec':{'ports':[{'port':'http'}]} | spec.ports[0].port must be a whole"
            + " number (int32), not a string \"http\"",
        "v1 | Service | 'spec':{'ports':[{'port':80.5}]} | spec.ports[0].port must be a whole"
            + " number (int32), not a number 80.5",
        "apps/v1 | Deployment | 'spec':{'replicas':'x'} | spec.replicas must be a whole number"
            + " (int32), not a string \"x\"",
        "v1 | PersistentVolumeClaim | 'spec':{'accessModes':'x'} | spec.accessModes must be a list,"
            + " not a string \"x\"",
      })
  void aFieldOfTheWrongShapeIsNamed(String apiVersion, String kind, String fields, String sentence)
      throws Exception {
    Resource object =
        read("{'apiVersion':'" + apiVersion + "','kind':'" + kind + "'," + fields + '}');

    assertThatThrownBy(() -> FieldShapes.require(object))
        .isInstanceOfSatisfying(
            MalformedResourceException.class,
            e -> assertThat(e.sentence()).isEqualTo(sentence.replace('\'', '"')));
  }

  @Test
  void whatIsNotKnownPasses() throws Exception {
    FieldShapes.require(read("{'apiVersion':'v1','kind':'Pod','new':1,'spec':{'newer':{'a':[]}}}"));
    FieldShapes.require(read("{'apiVersion':'example.com/v1','kind':'Pod','spec':7}"));
    FieldShapes.require(
        read("{'apiVersion':'v1','kind':'Pod','metadata':{'labels':null},'spec':null}"));
  }

  /** A GPU that is written as "all" is for the rule to refuse, which says more. */
  @Test
  void whatAStringSaysIsForTheRules() throws Exception {
    for (String id : PolicyFolders.ids()) {
      for (Path file : PolicyFolders.cases(id)) {
        for (Resource object :
            ManifestReader.read(Files.readAllBytes(file), "x", "default", Limits.FILES)
                .resources()) {
          if (!id.equals("manifest-strict")) {
            FieldShapes.require(object);
          }
        }
      }
    }
  }
}
