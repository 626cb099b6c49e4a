package dev.haetae;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test that compares a golden file is found by 'mvn -Pwrite test'. */
final class GoldenFileTest {
  @Test
  void whatComparesOneHasItsTag() {
    Stream<JavaClass> comparing =
        new ClassFileImporter()
            .importPackages("dev.haetae").stream().filter(GoldenFileTest::compares);
    assertThat(comparing).isNotEmpty().allMatch(GoldenFileTest::isTagged);
  }

  private static boolean compares(JavaClass test) {
    return !test.isEquivalentTo(GoldenFile.class)
        && test.getAccessesFromSelf().stream()
            .anyMatch(access -> access.getTargetOwner().isEquivalentTo(GoldenFile.class));
  }

  private static boolean isTagged(JavaClass test) {
    return Stream.<HasAnnotations<?>>concat(Stream.of(test), test.getMethods().stream())
        .anyMatch(one ->
            one.isAnnotatedWith(Tag.class)
                && one.getAnnotationOfType(Tag.class).value().equals(GoldenFile.TAG));
  }
}
