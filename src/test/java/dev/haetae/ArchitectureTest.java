package dev.haetae;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.haetae.inventory.Census;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies point one way, and each library stays behind the package that owns it. */
final class ArchitectureTest {
  private static final String ROOT = "dev.haetae";
  private static final int MOST_FILES = 30;
  private static final int MOST_LINES = 350;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /**
   * A package and those which it may see besides itself and the JDK's and libraries'. Names are
   * relative to {@link #ROOT}, {@code ..} stands for the packages beneath.
   */
  record Layer(String name, List<String> visible) {
    Layer(String name, String... visible) {
      this(name, List.of(visible));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Layer> layers() {
    return List.of(
        new Layer("schema.."),
        new Layer("file.."),
        new Layer("log"),
        new Layer("tls..", "file.."),
        new Layer("resource.tree"),
        new Layer("resource.plain", "resource.tree"),
        new Layer("resource.text", "resource.plain", "resource.tree"),
        new Layer("resource.list", "resource.tree", "resource.text"),
        new Layer("resource", "resource.tree", "resource.text", "resource.list"),
        new Layer("resource.edit", "resource.tree", "resource.text", "resource"),
        new Layer("render", "file..", "resource.."),
        new Layer("render.*", "file..", "render", "resource.."),
        new Layer("inventory..", "resource.."),
        new Layer("simulator"),
        new Layer("simulator.binding", "resource..", "inventory.."),
        new Layer("simulator.scheduling.*", "resource..", "inventory.."),
        new Layer(
            "simulator.scheduling",
            "resource..",
            "inventory..",
            "simulator.binding",
            "simulator.scheduling.*"),
        new Layer("simulator.service", "resource..", "inventory.."),
        new Layer("simulator.defaults", "resource.."),
        new Layer("simulator.validation..", "resource..", "inventory..", "simulator.defaults"),
        new Layer("simulator.apply", "resource..", "schema..", "simulator.defaults"),
        new Layer(
            "simulator.admission..",
            "resource..",
            "inventory..",
            "simulator.binding",
            "simulator.defaults",
            "simulator.scheduling",
            "simulator.service",
            "simulator.validation.."),
        new Layer(
            "simulator.prediction",
            "resource..",
            "inventory..",
            "simulator.admission..",
            "simulator.apply",
            "simulator.binding",
            "simulator.defaults",
            "simulator.scheduling..",
            "simulator.service",
            "simulator.validation.."),
        new Layer("cel.value", "resource.."),
        new Layer("cel.library.kind", "cel.value"),
        new Layer("cel.standard", "cel.value", "cel.library.kind"),
        new Layer("cel.check", "cel.value", "cel.library.kind", "cel.standard"),
        new Layer("cel.library", "resource..", "cel.value", "cel.library.kind", "cel.standard"),
        new Layer("cel.mutation", "resource..", "simulator.apply", "cel.value"),
        new Layer("cel.cost", "cel.value", "cel.library.kind"),
        new Layer("cel.trace", "resource..", "cel.value", "cel.cost"),
        new Layer(
            "cel",
            "resource..",
            "schema..",
            "cel.value",
            "cel.library",
            "cel.library.kind",
            "cel.check",
            "cel.standard",
            "cel.cost",
            "cel.trace",
            "cel.mutation"),
        new Layer(
            "cel.policy",
            "resource..",
            "cel",
            "cel.value",
            "cel.mutation",
            "simulator.validation.field"),
        new Layer(
            "cel.patch",
            "resource..",
            "cel.value",
            "cel.mutation",
            "simulator.apply",
            "simulator.defaults"),
        new Layer("rule", "resource..", "inventory..", "simulator.scheduling"),
        new Layer(
            "rule.[api|container|gpu|manifest|namespace|network|storage|workload]..",
            "resource..",
            "inventory..",
            "simulator.admission..",
            "simulator.apply",
            "simulator.binding",
            "simulator.defaults",
            "simulator.scheduling",
            "simulator.validation..",
            "rule",
            "schema.."),
        // Rules that users write; nothing else of the rules sees CEL.
        new Layer(
            "rule.cel..",
            "resource..",
            "inventory..",
            "simulator.apply",
            "simulator.binding",
            "simulator.scheduling",
            "simulator.validation.field",
            "cel..",
            "rule",
            "schema.."),
        new Layer("policy", "resource..", "inventory..", "rule..", "simulator.admission.request"),
        new Layer(
            "policy.admission..",
            "resource..",
            "inventory..",
            "schema..",
            "simulator.admission.request",
            "simulator.validation.field",
            "simulator.validation.meta",
            "cel..",
            "rule",
            "policy"),
        new Layer("engine", judgementAnd()),
        new Layer(
            "engine.admission",
            judgementAnd(
                "cel..",
                "schema..",
                "simulator.admission..",
                "simulator.apply",
                "simulator.defaults")),
        new Layer(
            "engine.admission.mutation",
            judgementAnd("cel..", "schema..", "simulator.apply", "simulator.defaults")),
        new Layer("report..", judgementAnd("simulator.apply", "simulator.prediction", "overview")),
        new Layer("overview", "resource..", "inventory..", "simulator..", "rule..", "schema.."),
        new Layer("fix..", judgementAnd("report", "file..")),
        // What controllers will create comes through the API server first.
        new Layer(
            "audit..", judgementAnd("report..", "simulator.admission..", "simulator.defaults")),
        new Layer("page", judgementAnd("audit", "overview", "report..")),
        new Layer(
            "policytest..",
            judgementAnd(
                "cel..", "report..", "schema..", "simulator.admission", "simulator.defaults")),
        // Strict reading of parameters is the same for policies and for the configuration.
        new Layer("configuration..", "file..", "resource..", "rule", "policy", "tls.."),
        new Layer("cluster.client", "resource..", "tls.."),
        new Layer("cluster.inventory", "cluster.client", "resource..", "inventory.."),
        new Layer("cluster.policy", judgementAnd("cluster.client", "configuration..")),
        new Layer(
            "cluster.registration", judgementAnd("cluster.client", "configuration..", "tls..")),
        new Layer(
            "cluster.audit",
            judgementAnd(
                "audit",
                "report",
                "cluster.client",
                "cluster.inventory",
                "cluster.policy",
                "configuration..")),
        new Layer(
            "cluster.report", judgementAnd("cluster.client", "audit", "report", "configuration..")),
        new Layer(
            "cluster.doctor",
            judgementAnd(
                "cluster.client",
                "cluster.inventory",
                "cluster.policy",
                "cluster.registration",
                "cluster.report",
                "configuration..",
                "tls..")),
        // Its judge is handed in.
        new Layer("lsp..", judgementAnd("report..")),
        new Layer("admission..", judgementAnd()),
        // `haetae review` answers as the webhook does; `haetae snapshot` reads a cluster; misspelt
        // words of a command line are guessed as those of a manifest are.
        new Layer(
            "cli..",
            judgementAnd(
                "simulator.prediction",
                "simulator.validation.field",
                "overview",
                "page",
                "configuration..",
                "report..",
                "fix..",
                "audit..",
                "policytest..",
                "admission..",
                "lsp..",
                "cluster..",
                "render..",
                "schema..",
                "file..")),
        // The wiring of the webhook.
        new Layer(
            "server..",
            judgementAnd(
                "configuration..",
                "report..",
                "admission..",
                "audit",
                "cluster..",
                "tls..",
                "file..")));
  }

  /** A library's packages and the packages that may use them; the empty name is Main's. */
  record Library(String name, List<String> users) {
    Library(String name, String... users) {
      this(name, List.of(users));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Library> libraries() {
    return List.of(
        new Library("com.fasterxml.jackson.core..", "resource.."),
        // Reviews and reports are read and written as trees; bound is what is written to a cluster.
        new Library("com.fasterxml.jackson.databind..", "cluster.client"),
        new Library("com.fasterxml.jackson.datatype..", "cluster.client"),
        new Library("com.fasterxml.jackson.annotation.."),
        new Library("org.yaml.snakeyaml..", "resource.."),
        new Library("org.bouncycastle..", "tls.."),
        new Library("picocli..", "cli.."),
        new Library("io.micronaut..", "admission..", "cluster.client", "server..", ""),
        new Library("jakarta..", "admission..", "server..", ""),
        new Library("io.netty..", "admission..", "server.."),
        new Library("reactor..", "admission..", "server.."),
        new Library("org.reactivestreams..", "admission..", "server.."),
        new Library("io.micrometer..", "admission..", "cluster..", "server.."),
        new Library(
            "io.fabric8.kubernetes.api..",
            "cluster.client",
            "cluster.registration",
            "cluster.doctor"),
        // The model is used, and no client of its own.
        new Library("io.fabric8.kubernetes.client.."),
        new Library("io.kubernetes..", "cluster.client"),
        new Library("okhttp3..", "cluster.client", "server"),
        new Library("ch.qos.logback..", "log"),
        new Library("okio..", "cluster.client"),
        new Library("kotlin.."),
        new Library("com.google.gson.."),
        new Library("gg.jte..", "report.html"),
        new Library("dev.cel..", "cel.."),
        new Library("com.google.common..", "cel.."),
        new Library("com.google.protobuf..", "cel.."),
        new Library("com.google.re2j..", "cel.."),
        new Library("org.antlr.."));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void packagesSeeOnlyWhatLiesBelowThem(Layer layer) {
    classes()
        .that(resideInAPackage(qualified(layer.name())))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAPackage(qualified(layer.name())))
                .or(within(layer.visible())))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlace() {
    List<String> placed = Stream.concat(Stream.of(""), layers().stream().map(Layer::name)).toList();
    assertThat(CLASSES).isNotEmpty();
    assertThat(
            CLASSES.stream()
                .filter(within(placed).negate())
                .map(JavaClass::getPackageName)
                .distinct())
        .as("packages that no layer of this test names")
        .isEmpty();
  }

  @Test
  void everyPackageCanBeEntered() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    Set<String> introduced = new TreeSet<>();
    Set<String> tooLong = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        String folder = source.resolveSibling("").toString();
        files.merge(folder, 1, Integer::sum);
        if (source.endsWith("package-info.java")) {
          introduced.add(folder);
        }
        if (Files.readAllLines(source).size() > MOST_LINES) {
          tooLong.add(source.toString());
        }
      }
    }
    assertThat(files).isNotEmpty();
    assertThat(introduced).as("packages with a package-info.java").isEqualTo(files.keySet());
    assertThat(tooLong).as("files of more than %s lines", MOST_LINES).isEmpty();
    files.values().removeIf(count -> count <= MOST_FILES);
    assertThat(files).as("packages of more than %s files", MOST_FILES).isEmpty();
  }

  /** A rule that could count everything would cost every review as much. */
  @Test
  void onlyOverviewsCountEverything() {
    noClasses()
        .that(within(List.of("rule..", "simulator..", "policy..", "engine..", "admission..")))
        .should()
        .dependOnClassesThat(type(Census.class))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void librariesStayBehindTheirPackages(Library library) {
    noClasses()
        .that(within(library.users()).negate())
        .should()
        .dependOnClassesThat(resideInAPackage(library.name()))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "tls", "file"})
  void foundationsSeeTheJdkAndFiles(String name) {
    classes()
        .that(resideInAPackage(ROOT + "." + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            // Who else may see BouncyCastle is the libraries' test.
            resideInAnyPackage(
                "java..",
                "javax..",
                "org.jspecify..",
                "org.bouncycastle..",
                ROOT + ".file..",
                ROOT + "." + name + ".."))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** Everything up to the engine, and {@code more}. */
  private static List<String> judgementAnd(String... more) {
    return Stream.concat(
            Stream.of(
                "resource..",
                "inventory..",
                "simulator.binding",
                "simulator.scheduling",
                "rule..",
                "policy..",
                "engine.."),
            Stream.of(more))
        .toList();
  }

  private static DescribedPredicate<JavaClass> within(List<String> names) {
    return resideInAnyPackage(
        names.stream().map(ArchitectureTest::qualified).toArray(String[]::new));
  }

  private static String qualified(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }
}
