package dev.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyCase;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By what a finding is known from one run to the next. */
final class FingerprintTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          spec:
            containers:
            - name: app
              args: [--fast, --loud]
              ports:
              - {containerPort: 80}
              - {containerPort: 81, protocol: UDP}
              envFrom:
              - configMapRef: {name: settings}
            volumes:
            - name: proc
              hostPath: {path: /proc}
            - name: keys
              projected:
                sources:
                - secret: {name: b}
            tolerations:
            - {key: gpu, operator: Exists}
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchExpressions:
                    - {key: gpu, operator: In, values: [a100]}
      """;

  static List<java.nio.file.Path> cases() throws IOException {
    return CaseReport.cases();
  }

  private static List<Located> all(Report report) {
    return Stream.of(report.findings(), report.undecided(), report.waived(), report.repairs())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> ids(Report report) {
    return all(report).stream().map(one -> report.fingerprints().of(one).id()).sorted().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void areUniqueInEveryCase(java.nio.file.Path file) {
    Report report = CaseReport.of(PolicyCase.of(file));
    assertThat(ids(report)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{16}"));
    assertThat(all(report))
        .allSatisfy(one -> assertThat(report.fingerprints().of(one).path()).doesNotContain("\n"));
  }

  // Which of two ports is taken may hang on their order; what a field is called may not.
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void stayWhenListsAreTurned(java.nio.file.Path file) {
    Report report = CaseReport.of(PolicyCase.of(file));
    assertThat(ids(report(all(report).stream().map(FingerprintTest::turned).toList())))
        .isEqualTo(ids(report(all(report).stream().map(Located::finding).toList())));
  }

  private static Finding turned(Located located) {
    Finding finding = located.finding();
    Resource object = finding.object();
    return with(
        finding,
        object.withTree((ObjectValue) turned(object.tree())),
        turned(finding.path(), object.tree()));
  }

  private static Finding with(Finding finding, Resource object, Path path) {
    return new Finding(
        finding.policy(),
        finding.rule(),
        finding.reason(),
        finding.action(),
        finding.audited(),
        object,
        path,
        "another message, of 42",
        finding.remediation(),
        finding.patch(),
        finding.exception());
  }

  private static Path turned(Path path, ObjectValue tree) {
    Path turned = Path.ROOT;
    Path parent = Path.ROOT;
    for (Path step : path.steps()) {
      if (step.index() < 0) {
        turned = turned.child(step.key());
      } else {
        boolean isThere = parent.in(tree) instanceof ArrayValue list && step.index() < list.size();
        int size = isThere ? ((ArrayValue) parent.in(tree)).size() : 0;
        turned = turned.child(isThere ? size - 1 - step.index() : step.index());
      }
      parent = step;
    }
    return turned;
  }

  private static Value turned(Value value) {
    if (value instanceof ObjectValue object) {
      ObjectValue.Builder out = new ObjectValue.Builder(object.size());
      for (int i = object.size() - 1; i >= 0; i--) {
        out.put(object.key(i), turned(object.value(i)));
      }
      return out.build();
    }
    if (value instanceof ArrayValue list) {
      List<Value> elements = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        elements.addFirst(turned(list.get(i)));
      }
      return ArrayValue.of(elements);
    }
    return value;
  }

  private static Report report(List<Finding> findings) {
    Report.Builder report = new Report.Builder();
    for (Finding finding : findings) {
      report.found(finding.object(), finding);
    }
    return report.build();
  }

  private static Resource object(String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), "a.yaml", "default", Limits.FILES)
        .resources()
        .getFirst();
  }

  private static Fingerprint fingerprint(Resource object, String pointer) {
    return fingerprints(object, pointer).getFirst();
  }

  private static List<Fingerprint> fingerprints(Resource object, String... pointers) {
    List<Finding> findings = new ArrayList<>();
    for (String pointer : pointers) {
      Path path = Path.ROOT;
      for (String step : pointer.split("/", -1)) {
        path = step.matches("[0-9]+") ? path.child(Integer.parseInt(step)) : path.child(step);
      }
      findings.add(finding(object, path));
    }
    Report report = report(findings);
    return report.findings().stream().map(report.fingerprints()::of).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec/template/spec/volumes/0/hostPath | spec.template.spec.volumes[name=proc].hostPath
          spec/template/spec/containers/0/ports/0 | spec.template.spec.containers[name=app].ports[containerPort=80,protocol=TCP]
          spec/template/spec/containers/0/ports/1 | spec.template.spec.containers[name=app].ports[containerPort=81,protocol=UDP]
          spec/template/spec/containers/0/args/1 | spec.template.spec.containers[name=app].args[=--loud]
          spec/template/spec/containers/0/envFrom/0 | spec.template.spec.containers[name=app].envFrom[configMapRef.name=settings]
          spec/template/spec/containers/0/env/7/name | spec.template.spec.containers[name=app].env[-].name
          spec/template/spec/volumes/1/projected/sources/0 | spec.template.spec.volumes[name=keys].projected.sources[secret.name=b]
          spec/template/spec/tolerations/0/key | spec.template.spec.tolerations[key=gpu].key
          spec/template/spec/nodeSelector/nvidia.com~gpu | spec.template.spec.nodeSelector[nvidia.com~gpu]
          """)
  void namesElementsByTheirKeys(String pointer, String path) {
    assertThat(fingerprint(object(DEPLOYMENT), pointer).path()).isEqualTo(path);
  }

  @Test
  void namesWhatHasNoNameByWhatItSays() {
    String terms =
        "spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0";
    Fingerprint one = fingerprint(object(DEPLOYMENT), terms);
    assertThat(one.path()).matches(".*\\.nodeSelectorTerms\\[#[0-9a-f]{8}]");
    assertThat(fingerprint(object(DEPLOYMENT.replace("a100", "h100")), terms)).isNotEqualTo(one);
  }

  @Test
  void knowsThePodsOfKindsThatItDoesNotKnow() {
    Resource job =
        object(
            """
            apiVersion: kubeflow.org/v1
            kind: PyTorchJob
            metadata: {generateName: train-}
            spec: {pytorchReplicaSpecs: {Worker: {template: {spec: {containers: [{name: a, ports: [{containerPort: 1}]}]}}}}}
            """);
    assertThat(
            fingerprint(
                    job, "spec/pytorchReplicaSpecs/Worker/template/spec/containers/0/ports/0/name")
                .path())
        .isEqualTo(
            "spec.pytorchReplicaSpecs.Worker.template.spec.containers[name=a]"
                + ".ports[containerPort=1,protocol=TCP].name");
  }

  @Test
  void hangOnTheObjectAndNotOnItsFileOrLines() {
    Resource object = object(DEPLOYMENT);
    Fingerprint here = fingerprint(object, "spec/replicas");
    assertThat(fingerprint(object("# moved\n\n---\n" + DEPLOYMENT), "spec/replicas"))
        .isEqualTo(here);
    Resource elsewhere = Resource.of(object.tree(), new Origin("b.yaml", 3), "default");
    assertThat(fingerprint(elsewhere, "spec/replicas")).isEqualTo(here);
    Resource other = Resource.of(object.tree(), Origin.NONE, "vision");
    assertThat(fingerprint(other, "spec/replicas").id()).isNotEqualTo(here.id());
  }

  @Test
  void areCountedWhereFindingsAreAlike() {
    Resource object = object(DEPLOYMENT);
    List<Fingerprint> twice = fingerprints(object, "spec/replicas", "spec/replicas");
    assertThat(twice).extracting(Fingerprint::id).doesNotHaveDuplicates();
    assertThat(twice.getFirst()).isEqualTo(fingerprint(object, "spec/replicas"));
    assertThat(twice).extracting(Fingerprint::path).containsOnly("spec.replicas");
  }

  @Test
  void areShortWhateverIsWritten() {
    String name = "x".repeat(100_000);
    Resource object =
        object(
            DEPLOYMENT.replace("name: proc", "name: \"\\e[31m" + name + "\"").replace("web", name));
    Fingerprint one = fingerprint(object, "spec/template/spec/volumes/0/" + name);
    assertThat(one.path()).hasSizeLessThan(410).contains("volumes[name=\\u001b[31mxxx");
    Resource other = object(DEPLOYMENT.replace("web", name + "y"));
    assertThat(fingerprint(other, "spec/replicas").id())
        .isNotEqualTo(fingerprint(object, "spec/replicas").id());
  }

  @Test
  void stayWhenABaselineKnowsOthers() {
    Resource object = object(DEPLOYMENT);
    Report report =
        report(
            List.of(
                finding(object, Path.of("spec")),
                finding(object, Path.of("spec")),
                finding(object, Path.of("metadata"))));
    Located first = report.findings().getFirst();
    Report left = report.without(one -> one.equals(first));
    assertThat(left.baselined()).containsExactly(first);
    assertThat(left.findings()).hasSize(2).doesNotContainSequence(first);
    for (Located located : report.findings()) {
      assertThat(left.fingerprints().of(located)).isEqualTo(report.fingerprints().of(located));
    }
  }

  /** A denial at a path of an object. */
  static Finding finding(Resource object, Path path) {
    return new Finding(
        "policy", "rule", "Reason", Action.DENY, false, object, path, "", "", List.of(), "");
  }
}
