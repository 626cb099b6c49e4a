package dev.haetae.resource.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathTest {
  private static final Path PATH =
      Path.of("spec", "containers")
          .child(1)
          .child("resources")
          .child("limits")
          .child("nvidia.com/gpu");

  @Test
  void isWrittenAsTheContractSays() {
    assertThat(PATH).hasToString("spec.containers[1].resources.limits[nvidia.com/gpu]");
    assertThat(Path.ROOT).hasToString("");
    assertThat(PATH.pattern()).isEqualTo("spec.containers[*].resources.limits[nvidia.com/gpu]");
  }

  @Test
  void escapesPointers() {
    assertThat(PATH.toPointer()).isEqualTo("/spec/containers/1/resources/limits/nvidia.com~1gpu");
    assertThat(Path.of("a~b").toPointer()).isEqualTo("/a~0b");
    assertThat(Path.of("").toPointer()).isEqualTo("/");
  }

  @Test
  void findsValues() {
    ObjectValue tree =
        ObjectValue.of("a", new ArrayValue.Builder().add(new StringValue("x")).build());
    assertThat(Path.of("a").child(0).in(tree)).isEqualTo(new StringValue("x"));
    assertThat(Path.of("a").child(1).in(tree)).isSameAs(NullValue.NULL);
    assertThat(Path.of("a", "b").in(tree)).isSameAs(NullValue.NULL);
    assertThat(Path.ROOT.in(tree)).isSameAs(tree);
  }

  @Test
  void isTakenApartAndPutTogether() {
    Path items = Path.of("items").child(3);
    assertThat(items.append(PATH).below(items)).isEqualTo(PATH);
    assertThat(PATH.below(items)).isNull();
    assertThat(items.below(items)).isEqualTo(Path.ROOT);
    assertThat(Path.of("items").below(items)).isNull();
  }
}
