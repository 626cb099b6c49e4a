package dev.haetae.rule.network;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Verdict;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadBalancerAvailableTest {
  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer}}";

  @Test
  void isNeverRefusedForWhatIsNotSeen() {
    RuleTrial trial = RuleTrial.of("load-balancer-available", "validationActions: [Deny]");
    Verdict open = trial.create(SERVICE, EnforcementPoint.CHECK);
    assertThat(found(open)).containsExactly("LoadBalancerMissing spec.type");
    assertThat(open.isDenied()).isFalse();
    assertThat(trial.in(SERVICE).create(SERVICE, EnforcementPoint.CHECK).isDenied()).isTrue();
  }

  // What is wrong with a pool is for its own check to say.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{autoAssign: maybe}",
        "[]",
        "{serviceAllocation: {namespaces: default}}",
        "{serviceAllocation: {namespaces: []}}",
        "{serviceAllocation: {namespaces: [1, default]}}"
      })
  void aPoolIsTakenAsFarAsItCanBeRead(String spec) {
    String pool =
        "{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: p}, spec: "
            + spec
            + "}";
    Verdict verdict =
        RuleTrial.of("load-balancer-available").in(pool).create(SERVICE, EnforcementPoint.CHECK);
    assertThat(found(verdict)).isEmpty();
    assertThat(verdict.malformed()).isEmpty();
  }
}
