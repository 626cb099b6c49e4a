package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.Worlds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the API server cuts, drops, makes up and converts is cut, dropped, made up and converted.
 */
final class AdmissionWordsTest {
  @Test
  void aWarningIsSentOnceAndNotWithALineBreak() {
    SentWarnings warnings = new SentWarnings();
    warnings.add("one");
    warnings.add("two\nlines");
    warnings.add("one");
    warnings.add("");
    warnings.add("three");
    assertThat(warnings.sent()).containsExactly("one", "three");
  }

  @Test
  void warningsThatGrowTooLongTogetherAreAllCut() {
    SentWarnings warnings = new SentWarnings();
    for (char c = 'a'; c < 'e'; c++) {
      warnings.add(String.valueOf(c).repeat(1000));
    }
    assertThat(warnings.sent()).hasSize(4).allMatch(warning -> warning.length() == 1000);
    warnings.add("e".repeat(1000));
    assertThat(warnings.sent()).hasSize(5).allMatch(warning -> warning.length() == 256);
    for (int i = 0; i < 100; i++) {
      warnings.add(i + "f".repeat(1000));
    }
    assertThat(warnings.sent()).hasSize(16);
  }

  @Test
  void aLongAnnotationIsCutBetweenBytes() {
    Map<String, Set<String>> annotations = new LinkedHashMap<>();
    AuditValues.add(annotations, "long", "가".repeat(5000));
    AuditValues values = new AuditValues();
    values.publish("p", annotations);
    assertThat(values.values().get("p/long")).isEqualTo("가".repeat(3413) + "\uFFFD");
  }

  @Test
  void valuesOfOneKeyStandBesideEachOther() {
    Map<String, Set<String>> annotations = new LinkedHashMap<>();
    AuditValues.add(annotations, "k", "a");
    AuditValues.add(annotations, "k", "ab");
    AuditValues.add(annotations, "k", "a");
    AuditValues values = new AuditValues();
    values.publish("p", annotations);
    assertThat(values.values()).containsExactlyEntriesOf(Map.of("p/k", "a, ab"));
  }

  @Test
  void anAutoscalerIsConvertedUnlessItHasWhatTheOtherVersionHasNoFieldFor() {
    ObjectValue older =
        scaler("autoscaling/v1", "{maxReplicas: 5, targetCPUUtilizationPercentage: 60}");
    ObjectValue newer =
        scaler(
            "autoscaling/v2",
            "{maxReplicas: 5, metrics: [{type: Resource, resource: {name: cpu,"
                + " target: {type: Utilization, averageUtilization: 60}}}]}");
    assertThat(spec(convert(older, "autoscaling/v2"))).isEqualTo(newer.get("spec"));
    assertThat(spec(convert(newer, "autoscaling/v1"))).isEqualTo(older.get("spec"));
    assertThat(convert(scaler("autoscaling/v2", "{metrics: [], behavior: {}}"), "autoscaling/v1"))
        .isNull();
    assertThat(convert(newer, "autoscaling/v3")).isNull();
  }

  private static ObjectValue scaler(String apiVersion, String spec) {
    return Worlds.resource(
            "{apiVersion: %s, kind: HorizontalPodAutoscaler, metadata: {name: s}, spec: %s}"
                .formatted(apiVersion, spec))
        .tree();
  }

  private static @Nullable ObjectValue convert(ObjectValue object, String apiVersion) {
    return Versions.convert(object, apiVersion, "HorizontalPodAutoscaler");
  }

  private static @Nullable Object spec(@Nullable ObjectValue object) {
    return object == null ? null : object.get("spec");
  }

  @Test
  void anUpdateThatChangesTheSpecIsOneGenerationOn() {
    ObjectValue old =
        MadeUpFields.stored(
            Worlds.resource(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, uid: u,"
                        + " generation: 4}, spec: {replicas: 1}}")
                .tree());
    ObjectValue same =
        Worlds.resource(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1}}")
            .tree();
    ObjectValue other =
        Worlds.resource(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 2}}")
            .tree();
    assertThat(metadata(MadeUpFields.updated(same, old)))
        .contains("\"generation\":4", "\"uid\":\"u\"", "creationTimestamp");
    assertThat(metadata(MadeUpFields.updated(other, old))).contains("\"generation\":5");
  }

  private static String metadata(ObjectValue object) {
    return object.get("metadata").toString();
  }
}
