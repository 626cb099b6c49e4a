package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that no API server takes, and a file may hold, change nothing but how a row is called. */
class HostileNamesTest {
  private static List<Resource> renamed(String hostile) {
    List<Resource> renamed = new ArrayList<>();
    for (Resource resource : Overviews.resources(Overviews.madeUpText())) {
      ObjectValue metadata =
          resource.metadata().value().with("name", new StringValue(resource.name() + hostile));
      ObjectValue tree = resource.tree().with("metadata", metadata);
      if (tree.get("spec") instanceof ObjectValue spec
          && spec.get("nodeName") instanceof StringValue node) {
        tree = tree.with("spec", spec.with("nodeName", new StringValue(node.text() + hostile)));
      }
      renamed.add(Resource.of(tree, Origin.NONE, "default"));
    }
    return renamed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><img src=x onerror=alert(1)>",
        "\u202e\u0000\n\r\t",
        "/../../x",
        "${jndi:x}@{7*7}%s%n",
        "\ud83d\ude00 한국어",
        ""
      })
  void rowsAreTheSameByAnotherName(String hostile) {
    Overview plain = Overviews.of(renamed("-x"), true, "");
    Overview told = Overviews.of(renamed(hostile), true, "");
    assertThat(told.unreadable()).isEmpty();
    assertThat(told.gpus().nodes().count()).isEqualTo(plain.gpus().nodes().count());
    assertThat(told.gpus().nodes().shown()).allMatch(node -> node.name().endsWith(hostile));
    assertThat(told.pending().pods()).isEqualTo(plain.pending().pods());
    assertThat(told.storage().volumes()).isEqualTo(plain.storage().volumes());
    assertThat(told.nodePorts().held()).isEqualTo(plain.nodePorts().held());
    assertThat(told.nodePorts().ports().shown()).allMatch(port -> port.service().endsWith(hostile));
    // Sentences are the program's own: what others have written is escaped in them.
    told.pending()
        .rows()
        .shown()
        .forEach(row -> assertThat(row.message() + row.change()).doesNotContain("\u202e", "\n"));
    told.storage()
        .unbound()
        .shown()
        .forEach(row -> assertThat(row.why() + row.change()).doesNotContain("\u202e", "\n"));
  }
}
