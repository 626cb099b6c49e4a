package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TolerationsTest {
  private final Random random = new Random(11);

  @Test
  void manyTolerateWhatOneOfThemTolerates() {
    int tolerated = 0;
    for (int i = 0; i < 3000; i++) {
      List<Toleration> many = new ArrayList<>();
      for (int j = 0; j < 9; j++) {
        many.add(
            new Toleration(
                one("", "a", "b", "c"),
                one("", "Equal", "Exists", "Lt", "Gt", "Other"),
                one("", "x", "3", "5", "-9223372036854775808"),
                one("", "NoSchedule", "NoExecute")));
      }
      Taint taint =
          new Taint(
              one("a", "b", "d"), one("", "x", "4", "2"), one("NoSchedule", "PreferNoSchedule"));
      boolean expected = many.stream().anyMatch(toleration -> toleration.tolerates(taint));
      tolerated += expected ? 1 : 0;
      assertThat(Tolerations.of(many).tolerate(taint))
          .as("%s by %s", taint, many)
          .isEqualTo(expected);
      assertThat(Tolerations.of(many.subList(0, 1)).tolerate(taint))
          .isEqualTo(many.getFirst().tolerates(taint));
    }
    assertThat(tolerated).isBetween(500, 2900);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
