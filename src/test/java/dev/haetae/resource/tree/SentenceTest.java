package dev.haetae.resource.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static String told(Sentence sentence) {
    return sentence.message() + "; " + sentence.remedy();
  }

  @Test
  void valuesStandWhereTheWordsSaySo() {
    Sentence sentence =
        Sentence.of("claim %q asks for %s of %s: 100%%", "work", 3, List.of("a", "b"))
            .then(", at %s", Path.of("spec", "volumeName"))
            .instead("write %q", "");
    assertThat(told(sentence))
        .isEqualTo("claim \"work\" asks for 3 of a, b: 100%, at spec.volumeName; write \"\"");
  }

  @Test
  void aSentenceStandsInAnother() {
    Sentence port = Sentence.of("%s/%s", 80, "TCP");
    assertThat(Sentence.of("%q is taken, %s", port, Sentence.said("says 100%")).message())
        .isEqualTo("\"80/TCP\" is taken, says 100%");
    assertThat(Sentence.of("taken is ").then(port).message()).isEqualTo("taken is 80/TCP");
  }

  @Test
  void valuesAreEscaped() {
    assertThat(Sentence.of("%q", "a\nb\u202ec").message()).isEqualTo("\"a\\u000ab\\u202ec\"");
  }

  @Test
  void aValueIsCutEvenWhereThereIsRoom() {
    assertThat(Sentence.of("%s", "x".repeat(1000)).message()).isEqualTo("x".repeat(80) + "…");
  }

  @Test
  void longValuesShareTheRoomThatShortOnesLeave() {
    String words = "w".repeat(100);
    Sentence sentence =
        Sentence.of(words + "%s%s%s", "a".repeat(300), "short", "b".repeat(300))
            .instead("%s", "c".repeat(300));
    assertThat(told(sentence)).hasSizeBetween(Sentence.ROOM - 3, Sentence.ROOM);
    assertThat(sentence.message())
        .isEqualTo(words + "a".repeat(48) + "…short" + "b".repeat(48) + "…");
    assertThat(sentence.remedy()).isEqualTo("c".repeat(48) + "…");
  }

  @Test
  void noCharacterIsCutInTwo() {
    String grin = "😀";
    assertThat(Sentence.of("%s", 'x' + grin.repeat(80)).message())
        .isEqualTo('x' + grin.repeat(39) + "…");
  }

  @Test
  void ofAListNoNameIsCut() {
    List<String> names = Collections.nCopies(1_000_000, "twelve-chars");
    assertThat(Sentence.of("[%s]", names).message())
        .isEqualTo("[" + "twelve-chars, ".repeat(5) + "…]");
    assertThat(Sentence.of("[%s]", List.of("x".repeat(90), "y")).message())
        .isEqualTo("[" + "x".repeat(80) + "…]");
  }

  @Test
  void asManyThingsAreToldAsThereIsRoomFor() {
    Sentence sentence =
        Sentence.of("none fits").some(": ", " | ", 100, (i, _) -> "node-" + i + "x".repeat(40));
    assertThat(sentence.message())
        .hasSizeBetween(Sentence.ROOM - 50, Sentence.ROOM)
        .startsWith("none fits: node-0x")
        .endsWith("x | … 96 more");
    assertThat(Sentence.of("none fits").some(": ", " | ", 2, (i, _) -> "node-" + i).message())
        .isEqualTo("none fits: node-0 | node-1");
  }

  @Test
  void ofSeveralThingsTheFirstIsToldAsFarAsThereIsRoom() {
    Sentence sentence =
        Sentence.of("none fits").some(": ", "; ", 2, (i, _) -> "x".repeat(300)).instead("write it");
    assertThat(told(sentence)).hasSize(Sentence.ROOM).contains("x…; … 1 more; write it");
  }

  @Test
  void whatIsNearestIsAskedFor() {
    assertThat(Sentence.of("a").didYouMean(Optional.of("b"), "write c").remedy())
        .isEqualTo("did you mean \"b\"?");
    assertThat(Sentence.of("a").didYouMean(Optional.empty(), "write c").remedy())
        .isEqualTo("write c");
  }

  @Test
  void eachPlaceHasItsValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sentence.of("%q and %q", "a"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sentence.of("%q", "a", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sentence.of("%d", 1));
  }
}
