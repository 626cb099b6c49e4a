package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizeTest {
  @Test
  void growsWhileObjectsAreSmall() {
    PageSize size = new PageSize();
    for (int expected : new int[] {50, 100, 200, 400, 500, 500}) {
      assertThat(size.objects()).isEqualTo(expected);
      size.read(expected * 1_000L);
    }
  }

  @Test
  void asksForAsManyAsFit() {
    PageSize size = new PageSize();
    size.read(50L * (1 << 20));
    assertThat(size.objects()).isEqualTo(2);
    size.read(300L << 20);
    assertThat(size.objects()).isEqualTo(1);
    size.read(0);
    assertThat(size.objects()).isEqualTo(2);
  }

  @Test
  void asksForFewerWhatCouldNotBeHad() {
    PageSize size = new PageSize();
    assertThat(size.brokeOff()).isTrue();
    assertThat(size.objects()).isEqualTo(12);
    size.read(1_000);
    assertThat(size.objects()).as("not more than what could be had").isEqualTo(12);
    assertThat(size.brokeOff()).isTrue();
    assertThat(size.objects()).isEqualTo(3);
    assertThat(size.brokeOff()).isTrue();
    assertThat(size.objects()).isEqualTo(1);
    assertThat(size.brokeOff()).isFalse();
  }
}
