package dev.haetae.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventLinesTest {
  /** Gives no more than {@code most} bytes at a time, as a network does. */
  private static InputStream inPieces(String text, int most) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(most, length));
      }
    };
  }

  private static List<String> all(EventLines lines) throws IOException, RequestFailedException {
    List<String> all = new ArrayList<>();
    for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
      all.add(new String(line, UTF_8));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1 << 20})
  void findsLinesInWhateverPiecesTheyCome(int most) throws Exception {
    String large = "x".repeat(50_000);
    assertThat(all(new EventLines(inPieces("{한}\n\n\n{b}\n" + large + "\n{c}\n", most))))
        .containsExactly("{한}", "{b}", large, "{c}");
  }

  @Test
  void whatHasNoEndIsNoLine() throws Exception {
    assertThat(all(new EventLines(inPieces("{a}\n{\"type\":\"ADD", 4)))).containsExactly("{a}");
    assertThat(all(new EventLines(inPieces("", 4)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void refusesALineThatIsTooLong(int most) throws Exception {
    EventLines lines = new EventLines(inPieces("12345\n123456\n1\n", most), 5);
    assertThat(lines.next()).hasSize(5);
    assertThatThrownBy(lines::next)
        .isInstanceOf(RequestFailedException.class)
        .hasMessage("a change is longer than 5 bytes");
  }

  @Test
  void refusesALineWithoutAnEndBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> new EventLines(endless, 100_000).next())
        .isInstanceOf(RequestFailedException.class);
  }
}
