package dev.haetae.resource.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectValueTest {
  // "Aa" and "BB" have one hash, and so have all strings of such pairs.
  private static String keyOfOneHash(int number) {
    StringBuilder key = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }

  /** Comparing each with each, it would not end while anybody waits. */
  @Test
  void findsKeysThatAllHaveOneHash() {
    int size = 130_000;
    ObjectValue.Builder builder = new ObjectValue.Builder(16);
    for (int i = 0; i < size; i++) {
      builder.put(keyOfOneHash(i), NumberValue.of(i));
    }
    ObjectValue object = builder.build();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < size; i++) {
        assertThat(object.indexOf(keyOfOneHash(i))).isEqualTo(i);
      }
      assertThat(object.indexOf(keyOfOneHash(size))).isEqualTo(-1);
    }
  }

  @Test
  void findsKeysThatShareABit() {
    for (int size = 0; size < 40; size++) {
      ObjectValue.Builder builder = new ObjectValue.Builder(1);
      for (int i = 0; i < size; i++) {
        // Characters 64 apart have the same lowest bits, and differ.
        builder.put(Character.toString('0' + 64 * i), NumberValue.of(i));
      }
      ObjectValue object = builder.build();
      for (int i = 0; i < size; i++) {
        assertThat(object.indexOf(Character.toString('0' + 64 * i))).isEqualTo(i);
      }
      assertThat(object.indexOf(Character.toString('0' + 64 * size))).isEqualTo(-1);
      assertThat(object.indexOf("1")).isEqualTo(-1);
    }
  }
}
