package dev.haetae.rule.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueContainerPortsTest {
  private static final RuleTrial TRIAL = RuleTrial.of("unique-container-ports");

  // Ports of another protocol, which collide with none: more than are compared each with each.
  private static final String MANY =
      "{name: many, ports: ["
          + "{containerPort: 1, protocol: SCTP}, {containerPort: 2, protocol: SCTP},"
          + "{containerPort: 3, protocol: SCTP}, {containerPort: 4, protocol: SCTP},"
          + "{containerPort: 5, protocol: SCTP}, {containerPort: 6, protocol: SCTP},"
          + "{containerPort: 7, protocol: SCTP}, {containerPort: 8, protocol: SCTP},"
          + "{containerPort: 9, protocol: SCTP}]}";

  private static String pod(String initContainers, String containers) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {initContainers: ["
        + initContainers
        + "], containers: ["
        + containers
        + "]}}";
  }

  private static List<String> told(String pod, EnforcementPoint point) {
    List<String> told = new ArrayList<>();
    for (Finding finding : TRIAL.create(pod, point).findings()) {
      told.add(finding.reason() + " " + finding.path() + " " + finding.message());
    }
    return told;
  }

  @Test
  void findsAmongFewPortsWhatItFindsAmongMany() {
    int found = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String initContainers = containers(random, random.nextInt(3), 'i');
      String containers = containers(random, 1 + random.nextInt(3), 'm');
      EnforcementPoint point =
          random.nextBoolean() ? EnforcementPoint.CHECK : EnforcementPoint.VALIDATE;
      List<String> few = told(pod(initContainers, containers), point);
      assertThat(few)
          .as(pod(initContainers, containers))
          .isEqualTo(told(pod(initContainers, containers + MANY), point));
      found += few.isEmpty() ? 0 : 1;
    }
    assertThat(found).isBetween(300, 2_500);
  }

  private static String containers(Random random, int count, char name) {
    StringBuilder containers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      containers.append("{name: ").append(name).append(i);
      containers.append(name == 'i' && random.nextBoolean() ? ", restartPolicy: Always" : "");
      containers.append(", ports: [");
      for (int j = random.nextInt(3); j > 0; j--) {
        containers.append(port(random));
      }
      containers.append("]}, ");
    }
    return containers.toString();
  }

  private static String port(Random random) {
    return "{"
        + one(random, "", "containerPort: 0,", "containerPort: ", 10)
        + one(random, "", "", "hostPort: ", 6)
        + one(random, "", "hostIP: 0.0.0.0,", "hostIP: 10.0.0.", 2)
        + one(random, "", "name: null,", "name: p", 6)
        + one(random, "", "", "protocol: ", "UDP,")
        + "}, ";
  }

  private static String one(Random random, String none, String other, String field, int values) {
    return one(random, none, other, field, 1 + random.nextInt(values) + ",");
  }

  private static String one(Random random, String none, String other, String field, String value) {
    return switch (random.nextInt(4)) {
      case 0 -> none;
      case 1 -> other;
      default -> field + value;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "containerPort: x",
        "containerPort: 1.5",
        "containerPort: 1, hostPort: x",
        "containerPort: 1, name: 7",
        "containerPort: 1, protocol: 7",
        "containerPort: 1, hostPort: 1, hostIP: 7"
      })
  void tellsOfWhatCannotBeRead(String port) {
    for (String ports :
        List.of("{" + port + "}, {containerPort: 2}", "{containerPort: 2}, {" + port + "}")) {
      Verdict verdict =
          TRIAL.create(pod("", "{name: c, ports: [" + ports + "]}"), EnforcementPoint.CHECK);
      assertThat(verdict.malformed()).as(ports).hasSize(1);
    }
  }
}
