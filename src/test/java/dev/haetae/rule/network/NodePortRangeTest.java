package dev.haetae.rule.network;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haetae.SharedFolder;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.PortRange;
import dev.haetae.rule.RuleTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodePortRangeTest {
  private static final String TEAM =
      "parameters: {namespaces: [{namespaces: [vision], range: 30040-30099}]}";

  private static String service(String name, String spec) {
    return "{apiVersion: v1, kind: Service, metadata: {name: "
        + name
        + ", namespace: vision}, spec: "
        + spec
        + "}";
  }

  private static String nodePort(long number) {
    return service("web", "{type: NodePort, ports: [{port: 80, nodePort: " + number + "}]}");
  }

  private static List<String> check(String service, String... spec) {
    return found(RuleTrial.of("node-port-range", spec).create(service, EnforcementPoint.CHECK));
  }

  @ParameterizedTest
  @CsvSource({
    "30000-30015, 29999",
    "30000-30016, 30015",
    "30000-30511, 30015",
    "30000-32767, 30085",
    "30000-34095, 30127",
    "1-65535, 128",
    "30000-30000, 29999"
  })
  void theStaticBandIsThatOfTheApiServer(String range, int last) {
    int dash = range.indexOf('-');
    int first = Integer.parseInt(range.substring(0, dash));
    assertThat(new PortRange(first, Integer.parseInt(range.substring(dash + 1))).lastOfStaticBand())
        .isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "30000,''",
    "30085,''",
    "30086,NodePortOutsideStaticBand",
    "32767,NodePortOutsideStaticBand",
    "32768,NodePortOutOfRange",
    "29999,NodePortOutOfRange",
    "-1,NodePortOutOfRange",
    "4294997306,NodePortOutOfRange",
    "0,''"
  })
  void numbersAreComparedWithTheRange(long number, String reason) {
    assertThat(check(nodePort(number)))
        .isEqualTo(reason.isEmpty() ? List.of() : List.of(reason + " spec.ports[0].nodePort"));
  }

  // This range begins within the static band and ends beyond it.
  @Test
  void aTeamIsWarnedOnlyWhenItHasABetterNumber() {
    assertThat(check(nodePort(30085), TEAM)).isEmpty();
    assertThat(check(nodePort(30090), TEAM))
        .containsExactly("NodePortOutsideStaticBand spec.ports[0].nodePort");
    assertThat(check(nodePort(30039), TEAM))
        .containsExactly("NodePortOutOfTeamRange spec.ports[0].nodePort");
    assertThat(check(nodePort(30090), "parameters: {staticBand: false}")).isEmpty();
  }

  @Test
  void collisionsAreReportedEverywhereButWhileValidating() {
    String rival = service("other", "{type: NodePort, ports: [{port: 1, nodePort: 30050}]}");
    for (EnforcementPoint point : EnforcementPoint.values()) {
      Verdict verdict = RuleTrial.of("node-port-range").in(rival).create(nodePort(30050), point);
      boolean said = point == EnforcementPoint.CHECK || point == EnforcementPoint.AUDIT;
      assertThat(found(verdict)).as(point.name()).hasSize(said ? 1 : 0);
    }
  }

  @Test
  void everyRivalCountsNotOnlyTheFirstByName() {
    String world = nodePort(30050) + "\n---\n" + nodePort(30050).replace("name: web", "name: z");
    Verdict verdict =
        RuleTrial.of("node-port-range").in(world).create(nodePort(30050), EnforcementPoint.CHECK);
    assertThat(verdict.findings().getFirst().message())
        .isEqualTo("\"30050\" is held by Service vision/z: a number counts once in the cluster");
  }

  @Test
  void theHealthCheckTakesFromTheSamePool() {
    String balanced =
        service(
            "web",
            "{type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30050,"
                + " ports: [{port: 80, nodePort: 30050}]}");
    assertThat(check(balanced)).containsExactly("NodePortTaken spec.healthCheckNodePort");
    assertThat(check(balanced.replace("30050", "40000")))
        .containsExactly(
            "NodePortOutOfRange spec.ports[0].nodePort",
            "NodePortOutOfRange spec.healthCheckNodePort");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ports: [{port: 80}]}",
        "{type: ExternalName, externalName: db.lab.internal, ports: [{port: 80, nodePort: 1}]}",
        "{type: LoadBalancer, ports: [{port: 80}], allocateLoadBalancerNodePorts: false}",
        "{type: NodePort}"
      })
  void whatHoldsNoNumberPasses(String spec) {
    assertThat(check(service("web", spec), TEAM)).isEmpty();
  }

  @Test
  void aServiceThatTurnsIntoAClusterIpLosesItsNumbers() {
    String after = nodePort(30050).replace("NodePort,", "ClusterIP,");
    RuleTrial trial = RuleTrial.of("node-port-range");
    assertThat(found(trial.update(nodePort(30050), after, EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial.create(after, EnforcementPoint.VALIDATE))).hasSize(1);
  }

  @Test
  void aNumberThatTheApiServerGaveOutIsNoAdvice() {
    String seen = nodePort(31000).replace("name: web", "name: web, uid: 1");
    assertThat(check(seen)).isEmpty();
    String managed =
        """
        managedFields: [{manager: kubectl}, {manager: m, fieldsV1: {'f:spec': {'f:ports': \
        {'k:{"port":80,"protocol":"TCP"}': {'f:port': {}, 'f:nodePort': {}}}}}}]\
        """;
    assertThat(check(seen.replace("uid: 1", "uid: 1, " + managed))).hasSize(1);
    assertThat(check(seen.replace("uid: 1", "uid: 1, " + managed.replace("f:node", "f:no"))))
        .isEmpty();
  }

  @Test
  void aTeamsServiceGetsFreeNumbersOfItsOwn() {
    String wanted =
        service(
            "web",
            "{type: LoadBalancer, externalTrafficPolicy: Local, ports: [{name: a, port: 80},"
                + " {name: b, port: 81}, {name: c, port: 82, nodePort: 30041},"
                + " {name: d, port: 80, protocol: UDP}]}");
    RuleTrial trial =
        RuleTrial.of("node-port-range", "mutate: true", TEAM)
            .in(service("o", "{type: NodePort, ports: [{port: 1, nodePort: 30040}]}"));
    Verdict verdict = trial.create(wanted, EnforcementPoint.MUTATE);
    assertThat(verdict.result().tree().get("spec").toString())
        .contains("\"port\":80,\"nodePort\":30042", "\"port\":81,\"nodePort\":30043")
        .contains("\"nodePort\":30041", "\"protocol\":\"UDP\",\"nodePort\":30042")
        .contains("\"healthCheckNodePort\":30044");
    assertThat(found(trial.create(verdict.result(), EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial.create(verdict.result(), EnforcementPoint.VALIDATE))).isEmpty();
    assertThat(trial.create(verdict.result(), EnforcementPoint.MUTATE).patch()).isEmpty();
    assertThat(trial.create(wanted, EnforcementPoint.MUTATE).patch()).isEqualTo(verdict.patch());
  }

  @Test
  void withoutATeamTheApiServerChooses() {
    String wanted = service("web", "{type: NodePort, ports: [{port: 80}]}");
    assertThat(
            RuleTrial.of("node-port-range", "mutate: true")
                .create(wanted, EnforcementPoint.CHECK)
                .patch())
        .isEmpty();
    assertThat(check(wanted)).isEmpty();
    assertThat(
            check(wanted, "parameters: {namespaces: [{namespaces: [vision], range: 30000-32767}]}"))
        .isEmpty();
  }

  @Test
  void everyWrongNumberOfAnInputIsSuggestedAnother() {
    String world =
        service("a", "{type: NodePort, ports: [{port: 1, nodePort: 8080}]}")
            + "\n---\n"
            + service("b", "{type: ClusterIP, ports: [{port: 1, nodePort: 8080}]}")
            + "\n---\n"
            + service(
                "c",
                "{type: NodePort, ports: [{name: a, port: 1, nodePort: 80},"
                    + " {name: b, port: 2, nodePort: 30001}, {name: c, port: 3, nodePort: 81}]}");
    RuleTrial trial = RuleTrial.of("node-port-range").in(world);
    List<String> remedies = new ArrayList<>();
    for (Resource service : RuleTrial.resources(world)) {
      trial
          .create(service, EnforcementPoint.CHECK)
          .findings()
          .forEach(finding -> remedies.add(finding.remediation()));
    }
    assertThat(remedies)
        .containsExactly(
            "choose a free number of 30000-32767, such as 30000",
            "write type: NodePort, or take the number away",
            "choose a free number of 30000-32767, such as 30002",
            "choose a free number of 30000-32767, such as 30003");
  }

  @Test
  void aServiceThatHasANumberKeepsIt() {
    String there = nodePort(30050).replace("name: web", "name: web, uid: 1");
    String written = service("web", "{type: NodePort, ports: [{port: 80}]}");
    String world = there + "\n---\n" + written;
    assertThat(
            found(
                RuleTrial.of("node-port-range", TEAM)
                    .in(world)
                    .create(written, EnforcementPoint.CHECK)))
        .isEmpty();
    String rival = service("other", "{type: NodePort, ports: [{port: 1, nodePort: 30050}]}");
    assertThat(
            found(RuleTrial.of("node-port-range").in(world).create(rival, EnforcementPoint.CHECK)))
        .containsExactly("NodePortTaken spec.ports[0].nodePort");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30000", "32767-30000", "a-b", "0-10", "1-65536", "30000-", "-5-7", ""})
  void aRangeIsTwoPorts(String range) {
    assertThat(RuleTrial.problems("node-port-range", "parameters: {range: '" + range + "'}"))
        .containsExactly(
            "spec.parameters.range must be two ports such as 30000-32767, not \"" + range + '"');
  }

  @Test
  void teamsAreChecked() {
    assertThat(
            RuleTrial.problems(
                "node-port-range",
                "parameters:",
                "  namespaces:",
                "    - {namespaces: [a], range: 30000-40000}",
                "    - {namespaces: [a, b], range: 30000-30010}",
                "    - {range: 30000-30010, name: c}"))
        .containsExactly(
            "spec.parameters.namespaces[0].range must lie in the cluster's range 30000-32767, not"
                + " 30000-40000",
            "spec.parameters.namespaces[1].namespaces names \"a\", which has a range already",
            "spec.parameters.namespaces[2].namespaces must name at least one namespace",
            "spec.parameters.namespaces[2].name is unknown; known are namespaces, range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000-2-service", "000-3-service", "000-4-service", "001-2-service"})
  void theServicesOfTheStudyNotesPass(String name) throws IOException {
    SharedFolder.assumeSeedManifests();
    Path seed = SharedFolder.SEED_MANIFESTS.resolve(name + ".yaml");
    for (EnforcementPoint point : EnforcementPoint.values()) {
      Verdict verdict = RuleTrial.of("node-port-range").create(Files.readString(seed), point);
      assertThat(found(verdict)).isEmpty();
      assertThat(verdict.undecided()).isEmpty();
    }
  }

  /** What the API server refused for its number, and nothing else, is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"nodeport", "sharpservice"})
  void agreesWithTheApiServer(String truth) throws IOException {
    Path file = Path.of("src/test/resources/truth/" + truth + ".jsonl");
    ObjectMapper mapper = new ObjectMapper();
    List<String> disagreements = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = mapper.readTree(line);
      String message = row.at("/truth/message").asText();
      if (message.contains("spec.ports[1]: Duplicate value")) {
        // The port itself is written twice, which is no matter of its number.
        continue;
      }
      StringBuilder world = new StringBuilder("{apiVersion: v1, kind: List, items: ");
      world.append(row.get("inventory")).append('}');
      Verdict verdict =
          RuleTrial.of("node-port-range", "parameters: {staticBand: false}")
              .in(world.toString())
              .create(row.get("object").toString(), EnforcementPoint.CHECK);
      if (found(verdict).isEmpty() == isRefusedForItsNumber(message)) {
        disagreements.add(row.get("id").asText() + ": " + row.get("truth") + found(verdict));
      }
    }
    assertThat(disagreements).isEmpty();
  }

  private static boolean isRefusedForItsNumber(String message) {
    return message.contains("provided port is ")
        || message.contains("may not be used when `type` is 'ClusterIP'");
  }
}
