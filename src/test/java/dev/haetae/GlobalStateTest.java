package dev.haetae;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The program has no state of the whole process: what a static field holds never changes. */
final class GlobalStateTest {
  /** Classes whose constants look as if they could change, and why they do not. */
  private static final Map<String, String> REASONS =
      Map.of(
          "dev.haetae.resource.tree.ObjectValue",
          "its index is worked out of itself when it is first asked for",
          "dev.haetae.resource.text.JsonShape",
          "its table is worked out of its fields when they are first asked for",
          "dev.haetae.rule.manifest.ReadShapes",
          "its shapes are worked out of the schema when they are first asked for",
          "dev.haetae.cel.CelEnvironment",
          "what it compiles with is made when first asked for; it remembers patterns, as they are",
          "dev.haetae.schema.ObjectType",
          "its fields are worked out of its line when they are first asked for",
          "dev.haetae.schema.Schema",
          "its types are worked out of its table when they are first asked for",
          "dev.haetae.simulator.defaults.ApiTypes",
          "its types are compiled when they are first asked for",
          "dev.haetae.inventory.InventorySnapshot",
          "it is filled by its builder alone",
          "java.util.concurrent.locks.ReentrantLock",
          "a lock holds nothing");

  private static final Set<String> IMMUTABLE =
      Set.of(
          "java.util.regex.Pattern",
          "java.time.Duration",
          "java.time.Instant",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.nio.file.Path",
          "java.lang.Class");

  @Test
  void staticFieldsNeverChange() throws ReflectiveOperationException {
    Set<String> mutable = new TreeSet<>();
    int looked = 0;
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.haetae")) {
      for (JavaField field : type.getFields()) {
        if (!isTemplate(type)
            && field.getModifiers().contains(JavaModifier.STATIC)
            && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
            && !field.getName().startsWith("$")) {
          looked++;
          String problem = problem(field);
          if (!problem.isEmpty()) {
            mutable.add(field.getFullName() + ' ' + problem);
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(100);
    assertThat(mutable).isEmpty();
  }

  // What is made of a template holds a table of its lines, which jte alone looks at.
  private static boolean isTemplate(JavaClass type) {
    return type.getPackageName().equals("dev.haetae.report.html")
        && type.getSimpleName().matches("Jte.*Generated");
  }

  private static String problem(JavaField named) throws ReflectiveOperationException {
    if (!named.getModifiers().contains(JavaModifier.FINAL)) {
      return "is not final";
    }
    Field field = named.reflect();
    field.setAccessible(true);
    Object value = field.get(null);
    if (value != null && field.getType().isArray()) {
      return Modifier.isPrivate(field.getModifiers()) ? "" : "is an array that others can write to";
    }
    return problem(value, new ArrayList<>());
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isAmong(List<Object> objects, Object value) {
    return objects.stream().anyMatch(one -> one == value);
  }

  private static String problem(@Nullable Object value, List<Object> within)
      throws ReflectiveOperationException {
    if (value == null || isAmong(within, value)) {
      return "";
    }
    within.add(value);
    Class<?> type = value.getClass();
    if (type.isPrimitive()
        || (value instanceof Number && type.getPackageName().equals("java.lang"))
        || value instanceof CharSequence
        || value instanceof Enum
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Logger
        || REASONS.containsKey(type.getName())
        || IMMUTABLE.contains(type.getName())) {
      return "";
    }
    if (type.getName().startsWith("dev.haetae.")) {
      return fields(value, type, within);
    }
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      boolean fixed =
          type.getName().startsWith("java.util.ImmutableCollections")
              || type.getSimpleName().startsWith("Unmodifiable")
              || type.getSimpleName().startsWith("Empty")
              // Within an object of ours that has no method to change it: its own test's business.
              || (within.size() > 1 && !type.getName().startsWith("java.util.concurrent."));
      return fixed ? "" : "holds a " + type.getName();
    }
    return type.getName().startsWith("java.util.concurrent.")
            || type.getName().startsWith("java.lang.ThreadLocal")
        ? "holds a " + type.getName()
        : "";
  }

  private static String fields(Object value, Class<?> type, List<Object> within)
      throws ReflectiveOperationException {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
        continue;
      }
      if (!Modifier.isFinal(field.getModifiers())) {
        return "holds a " + type.getSimpleName() + ", whose " + field.getName() + " may change";
      }
      field.setAccessible(true);
      if (!field.getType().isArray()) {
        String problem = problem(field.get(value), within);
        if (!problem.isEmpty()) {
          return problem + " in " + field.getName();
        }
      }
    }
    return "";
  }
}
