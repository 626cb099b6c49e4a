package dev.haetae.render.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;

class RenderedDocumentTest {
  @Test
  void documentsAreCountedBySourceWithoutThoseOfComments() {
    assertThat(
            RenderedDocument.of(
                """
                ---
                # Source: c/crds/a.yaml
                ---
                kind: A
                ---
                kind: B
                ---
                # Source: c/templates/b.yaml
                # nothing
                ---
                # Source: c/templates/b.yaml
                kind: C
                text: |
                  ---
                """))
        .extracting(RenderedDocument::source, RenderedDocument::index, RenderedDocument::line)
        .containsExactly(
            tuple("c/crds/a.yaml", 0, 3),
            tuple("c/crds/a.yaml", 1, 5),
            tuple("c/templates/b.yaml", 0, 10));
  }
}
