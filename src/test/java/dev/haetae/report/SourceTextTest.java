package dev.haetae.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.Position;
import org.junit.jupiter.api.Test;

/** Where the lines of a text are. */
final class SourceTextTest {
  private static final String TEXT = "a\r\n😀b\n\rc";

  @Test
  void knowsThePlaceOfEveryOffset() {
    SourceText source = new SourceText(TEXT);
    assertThat(source.position(0)).isEqualTo(new Position(1, 1));
    assertThat(source.position(1)).isEqualTo(new Position(1, 2));
    assertThat(source.position(TEXT.indexOf('b'))).isEqualTo(new Position(2, 2));
    assertThat(source.position(TEXT.indexOf('b') + 1)).isEqualTo(new Position(2, 3));
    assertThat(source.position(TEXT.indexOf('c'))).isEqualTo(new Position(4, 1));
    assertThat(source.position(TEXT.length())).isEqualTo(new Position(4, 2));
    assertThat(new SourceText("a\n").position(2)).isEqualTo(new Position(2, 1));
  }

  @Test
  void findsTheOffsetsOfItsPlaces() {
    SourceText source = new SourceText(TEXT);
    for (int offset : new int[] {0, 1, 3, 5, 6, 8, 9}) {
      Position place = source.position(offset);
      assertThat(source.offset(place.line(), place.column())).isEqualTo(offset);
    }
  }
}
