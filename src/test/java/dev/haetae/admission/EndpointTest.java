package dev.haetae.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @Test
  void isFoundAtItsPathWithTheWordsOfAnApiServer() {
    for (Endpoint endpoint : Endpoint.values()) {
      assertThat(Endpoint.at(endpoint.path())).isEqualTo(endpoint);
      assertThat(Endpoint.at(endpoint.path() + "?timeout=10s")).isEqualTo(endpoint);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "validate",
        "?validate",
        "/validat",
        "/validate/",
        "/validates",
        "/validate/denied",
        "/Validate",
        "/%76alidate",
        "/validate#a",
        "/validate?%zz",
        "/validate?timeout=1 s",
        "https://localhost/validate"
      })
  void isNotFoundElsewhere(String path) {
    assertThat(Endpoint.at(path)).isNull();
  }
}
