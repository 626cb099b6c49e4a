package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicyExceptionTest {
  private static final String HEAD =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: PolicyException
      metadata: {name: agents, namespace: platform}
      """;

  private static PolicyException read(String spec) {
    PolicyReader reader = new PolicyReader().read((HEAD + spec).getBytes(UTF_8), "e.yaml");
    assertThat(reader.problems()).isEmpty();
    return reader.exceptions().getFirst();
  }

  private static PolicyException matching(String match) {
    return read("spec: {policies: [a], reason: r, match: " + match + "}\n");
  }

  private static List<String> problems(String yaml) {
    return new PolicyReader()
        .read((HEAD + yaml).getBytes(UTF_8), "e.yaml").problems().stream()
            .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
            .toList();
  }

  private static Resource object(String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), "o.yaml", "default", Limits.FILES)
        .resources()
        .getFirst();
  }

  private static boolean covers(String match, String object) {
    return matching(match).match().matches(object(object));
  }

  @Test
  void readsEveryField() {
    assertThat(
            read(
                """
                spec:
                  policies: [no-host-path, gpu-limits]
                  match:
                    namespaces: [monitoring, team-*]
                    kinds: [Pod, DaemonSet.apps]
                    names: [node-exporter, agent-*]
                    objectSelector: {matchLabels: {tier: node}}
                  reason: |
                    reads the node's own counters
                  expires: 2027-01-31
                status: {}
                """))
        .isEqualTo(
            new PolicyException(
                "platform",
                "agents",
                Set.of("no-host-path", "gpu-limits"),
                new PolicyException.Match(
                    List.of("monitoring", "team-*"),
                    List.of("Pod", "DaemonSet.apps"),
                    List.of("node-exporter", "agent-*"),
                    new LabelSelector(
                        List.of(
                            new LabelSelector.Requirement(
                                "tier", LabelSelector.Operator.IN, List.of("node"))))),
                "reads the node's own counters",
                new PolicyException.Expiry(Instant.parse("2027-02-01T00:00:00Z"), "2027-01-31")));
  }

  @Test
  void coversItsOwnNamespaceWhenItNamesNone() {
    PolicyException exception = matching("{names: [a]}");
    assertThat(exception.match().namespaces()).containsExactly("platform");
    assertThat(exception.expiry()).isNull();
    assertThat(exception.id()).isEqualTo("platform/agents");
    assertThat(exception.isExpired(Instant.MAX)).isFalse();
  }

  @Test
  void coversWhatMatchesInEveryRespect() {
    String pod = "{apiVersion: v1, kind: Pod, metadata: {name: a-1, labels: {b: c}}}";
    assertThat(covers("{namespaces: [default]}", pod)).isTrue();
    assertThat(covers("{namespaces: [x, def*]}", pod)).isTrue();
    assertThat(covers("{namespaces: [x, defaults, de]}", pod)).isFalse();
    assertThat(covers("{namespaces: ['*'], names: [a-*]}", pod)).isTrue();
    assertThat(covers("{namespaces: ['*'], names: [a]}", pod)).isFalse();
    assertThat(covers("{namespaces: ['*'], kinds: [Pod]}", pod)).isTrue();
    assertThat(covers("{namespaces: ['*'], kinds: [Pod.apps, Service]}", pod)).isFalse();
    assertThat(covers("{namespaces: ['*'], objectSelector: {matchLabels: {b: c}}}", pod)).isTrue();
    assertThat(covers("{namespaces: ['*'], objectSelector: {matchLabels: {b: d}}}", pod)).isFalse();
    assertThat(covers("{kinds: [Pod]}", pod)).isFalse();
  }

  @Test
  void tellsKindsOfOneNameApartByTheirGroup() {
    String job = "{apiVersion: batch.volcano.sh/v1alpha1, kind: Job, metadata: {name: a}}";
    assertThat(covers("{namespaces: ['*'], kinds: [Job]}", job)).isTrue();
    assertThat(covers("{namespaces: ['*'], kinds: [Job.batch.volcano.sh]}", job)).isTrue();
    assertThat(covers("{namespaces: ['*'], kinds: [Job.batch]}", job)).isFalse();
  }

  @Test
  void coversObjectsOfNoNamespaceOnlyByTheirKind() {
    String volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}}";
    assertThat(covers("{namespaces: ['*'], names: [disk]}", volume)).isFalse();
    assertThat(covers("{kinds: [PersistentVolume], names: [disk]}", volume)).isTrue();
  }

  @Test
  void coversTheNamesThatAreStillToBeGenerated() {
    String pod = "{apiVersion: v1, kind: Pod, metadata: {generateName: agent-}}";
    assertThat(covers("{namespaces: ['*'], names: [agent-*]}", pod)).isTrue();
    assertThat(covers("{namespaces: ['*'], names: [agent-x]}", pod)).isFalse();
  }

  @Test
  void holdsOnItsLastDayAndUpToItsLastInstant() {
    PolicyException day =
        read("spec: {policies: [a], reason: r, match: {names: [a]}, expires: 2027-01-31}\n");
    assertThat(day.isExpired(Instant.parse("2027-01-31T23:59:59Z"))).isFalse();
    assertThat(day.isExpired(Instant.parse("2027-02-01T00:00:00Z"))).isTrue();
    PolicyException instant =
        read(
            "spec: {policies: [a], reason: r, match: {names: [a]}, expires:"
                + " '2027-01-31T18:00:00+02:00'}\n");
    assertThat(instant.isExpired(Instant.parse("2027-01-31T15:59:59Z"))).isFalse();
    assertThat(instant.isExpired(Instant.parse("2027-01-31T16:00:00Z"))).isTrue();
  }

  @Test
  void reportsEveryProblemAtOnceWithItsPlace() {
    assertThat(
            problems(
                """
                spec:
                  policies: []
                  match: {kinds: [pod], names: ['*-a', ''], namespaces: [], kind: Pod}
                  reason: ' '
                  expires: soon
                  until: 2027-01-31
                """))
        .containsExactlyInAnyOrder(
            "5:3 spec.policies must name the policies that are waived, at least one",
            "6:45 spec.match.namespaces must name a namespace; [\"*\"] stands for all",
            "6:11 spec.match.kinds must hold kinds such as Pod and Deployment.apps, not \"pod\"",
            "6:25 spec.match.names must hold names, each with a * at its end at most, not \"*-a\"",
            "6:25 spec.match.names must hold names, each with a * at its end at most, not \"\"",
            "6:61 spec.match.kind is unknown; known are kinds, names, namespaces, objectSelector",
            "7:3 spec.reason must say why the objects may be as they are",
            "8:3 spec.expires must be the last day, 2027-01-31, or the instant of the end,"
                + " 2027-01-31T18:00:00Z, not \"soon\"",
            "9:3 spec.until is unknown; known are expires, match, policies, reason");
  }

  @Test
  void everythingButTheEndIsRequired() {
    assertThat(problems("spec: {}\n"))
        .containsExactly(
            "4:1 spec.policies must name the policies that are waived, at least one",
            "4:1 spec.match must say which objects: namespaces, kinds, names or objectSelector",
            "4:1 spec.reason must say why the objects may be as they are");
  }

  @Test
  void aNameStandsForOneException() {
    String spec = "spec: {policies: [a], reason: r, match: {names: [a]}}\n";
    assertThat(problems(spec + "---\n" + HEAD + spec))
        .containsExactly("8:12 metadata.name is the name of two exceptions: \"platform/agents\"");
  }
}
