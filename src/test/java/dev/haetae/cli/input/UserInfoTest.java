package dev.haetae.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users as the API server knows them. */
final class UserInfoTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jane|['system:authenticated']",
        "jane,team-a,ops|['team-a','ops','system:authenticated']",
        "admin,system:masters,system:authenticated|['system:masters','system:authenticated']",
        "system:anonymous|['system:unauthenticated']",
        "system:serviceaccount:ml:train"
            + "|['system:serviceaccounts','system:serviceaccounts:ml','system:authenticated']",
        "system:serviceaccount:ml:train,own|['own','system:authenticated']",
      })
  void haveTheGroupsThatTheApiServerAdds(String words, String groups) {
    assertThat(JsonWriter.toText(UserInfo.of(words)))
        .isEqualTo(
            ("{'username':'" + words.replaceFirst(",.*", "") + "','groups':" + groups + "}")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jane,", ",ops", "jane,,ops"})
  void haveNamesAndGroupsThatAreNotEmpty(String words) {
    assertThatThrownBy(() -> UserInfo.of(words))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--as takes a user and groups");
  }

  @Test
  void keepAGroupOnce() {
    assertThat(JsonWriter.toText(UserInfo.of("jane,ops,ops"))).containsOnlyOnce("ops");
  }
}
