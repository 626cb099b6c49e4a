package dev.haetae.simulator.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults and spellings of the API server. */
final class DefaultsTest {
  private static final List<String> TOPICS =
      List.of("quota", "limits", "psa", "refs", "invalid", "update", "resize", "affinity", "dra");

  @Test
  void leavesWhatTheApiServerHoldsAsItIs() throws IOException, UnreadableException {
    List<String> changed = new ArrayList<>();
    int objects = 0;
    for (String topic : TOPICS) {
      for (ObjectView row : TruthRows.of(topic)) {
        List<ObjectView> held = new ArrayList<>(row.objects("inventory"));
        if (row.object("truth").has("stored")) {
          held.add(row.object("truth").object("stored"));
        }
        for (ObjectView object : held) {
          ObjectValue written = Defaults.of(object.value()).without("status");
          objects++;
          if (!written.equals(object.value().without("status"))) {
            changed.add(row.text("id") + "\n  " + object.value() + "\n  " + written);
          }
        }
      }
    }
    System.out.println("defaults: agree " + (objects - changed.size()) + "/" + objects);
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.5Gi, 1536Mi",
    "0.5, 500m",
    "1000m, 1",
    "2000, 2k",
    "1024Mi, 1Gi",
    "1073741824, 1073741824",
    "1e3, 1e3",
    "1.500, 1.500",
    "0.1Ki, 102400m",
    "0, 0",
    "0Gi, 0"
  })
  void spellsAmountsAsTheApiServerDoes(String written, String spelt) {
    Amount amount = Amount.parse(written);
    assertThat(amount).isNotNull();
    assertThat(amount.toString()).isEqualTo(spelt);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, true",
    "nginx:latest, true",
    "nginx:1.27, false",
    "registry.lab:5000/train, true",
    "registry.lab:5000/train:1.0, false",
    "'', false",
    "Registry.lab/Train, false",
    "nginx@sha256:0123, false"
  })
  void knowsWhichImagesAreAlwaysPulled(String image, boolean always) {
    assertThat(ImageTag.isLatest(image)).isEqualTo(always);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Texts become data.
        "{'apiVersion':'v1','kind':'Secret','data':{'a':'eA=='},'stringData':{'a':'y','b':'z'}}"
            + "|{'apiVersion':'v1','kind':'Secret','metadata':{},'data':{'a':'eQ==','b':'eg=='},"
            + "'type':'Opaque'}",
        // Who writes anything of how an autoscaler scales gets the rest written.
        "{'apiVersion':'autoscaling/v2','kind':'HorizontalPodAutoscaler','spec':{'maxReplicas':3,"
            + "'scaleTargetRef':{'kind':'Deployment','name':'a'},'metrics':[{'type':'Pods'}],"
            + "'behavior':{'scaleDown':{'selectPolicy':'Min'}}}}"
            + "|{'apiVersion':'autoscaling/v2','kind':'HorizontalPodAutoscaler','metadata':{},"
            + "'spec':{'maxReplicas':3,'minReplicas':1,'scaleTargetRef':{'kind':'Deployment',"
            + "'name':'a'},'metrics':[{'type':'Pods'}],'behavior':{'scaleDown':{"
            + "'selectPolicy':'Min','policies':[{'type':'Percent','value':100,'periodSeconds':15}]},"
            + "'scaleUp':{'selectPolicy':'Max','stabilizationWindowSeconds':0,'policies':[{"
            + "'type':'Pods','value':4,'periodSeconds':15},{'type':'Percent','value':100,"
            + "'periodSeconds':15}]}}}}",
        // What is empty is left out, and what the kind does not know.
        "{'apiVersion':'v1','kind':'ConfigMap','data':{},'immutable':null,'other':1}"
            + "|{'apiVersion':'v1','kind':'ConfigMap','metadata':{}}",
        // Default limits from the largest, requests from limits.
        "{'apiVersion':'v1','kind':'LimitRange','spec':{'limits':[{'type':'Container','max':{"
            + "'cpu':'2000m'},'min':{'memory':'0.5Gi'}}]}}"
            + "|{'apiVersion':'v1','kind':'LimitRange','metadata':{},'spec':{'limits':[{"
            + "'type':'Container','max':{'cpu':'2'},'min':{'memory':'512Mi'},'default':{"
            + "'cpu':'2'},'defaultRequest':{'cpu':'2','memory':'512Mi'}}]}}"
      })
  void writesWhatIsMissing(String submitted, String held) throws UnreadableException {
    assertThat(Defaults.of(TruthRows.object(submitted.replace('\'', '"'))).without("status"))
        .isEqualTo(TruthRows.object(held.replace('\'', '"')));
  }
}
