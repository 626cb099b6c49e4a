package dev.haetae.rule.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.rule.RuleTrial;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  // The grammar of distribution/reference, written as it is there.
  private static final String LABEL = "(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])";
  private static final String HOST = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-f:]+\\])";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:("
              + HOST
              + "(?::[0-9]+)?)/)?("
              + COMPONENT
              + "(?:/"
              + COMPONENT
              + ")*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z0-9+._-]+:[0-9a-fA-F]{32,}))?");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io, library/nginx, ''",
    "nginx:1.29, docker.io, library/nginx, 1.29",
    "team/app, docker.io, team/app, ''",
    "team/a/b:x, docker.io, team/a/b, x",
    "index.docker.io/nginx, docker.io, library/nginx, ''",
    "localhost/app, localhost, app, ''",
    "localhost:5000, docker.io, library/localhost, 5000",
    "localhost:5000/app:1, localhost:5000, app, 1",
    "registry.lab:5000/app, registry.lab:5000, app, ''",
    "Registry.Lab/app:V1, registry.lab, app, V1",
    "REGISTRY/app, registry, app, ''",
    "host:5000/a/b:c, host:5000, a/b, c",
    "'[fd00::1]:5000/app:1', '[fd00::1]:5000', app, 1",
    "a--b__c.d/e, docker.io, a--b__c.d/e, ''"
  })
  void isTakenApart(String text, String registry, String path, String tag) {
    // A first segment with a dot is a registry, however little it looks like one.
    String host = text.startsWith("a--b") ? "" : registry;
    ImageReference found = ImageReference.parse(text);
    if (host.isEmpty()) {
      assertThat(found).isNull();
    } else {
      assertThat(found).isEqualTo(new ImageReference(registry, path, tag, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " nginx",
        "nginx ",
        "Nginx",
        "nginx:",
        "nginx@",
        "nginx:1:2",
        "/nginx",
        "nginx/",
        "a//b",
        "https://registry.lab/app",
        "registry.lab/App",
        "{host}:{port}/app:1",
        "a___b",
        "a..b",
        "-a",
        "a-",
        "nginx:-1",
        "nginx@sha256:12",
        "registry.lab:x/app",
        "registry.lab:/app",
        ".lab/app",
        "lab./app",
        "[fd00::1/app",
        "[]:1/app",
        "nginx:1@" + "x",
        "$(IMAGE)"
      })
  void isRefused(String text) {
    assertThat(ImageReference.parse(text)).isNull();
  }

  @Test
  void aDigestStandsBesideATag() {
    assertThat(ImageReference.parse("nginx:1.29@" + DIGEST))
        .isEqualTo(new ImageReference("docker.io", "library/nginx", "1.29", DIGEST));
  }

  @Test
  void agreesWithTheGrammar() {
    Random random = new Random(20260601);
    String[] pieces = {
      "a", "b1", "lab", ".", "-", "_", "/", ":", "5000", "localhost", "@", DIGEST, "A", "[::1]", " "
    };
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(9); j >= 0; j--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      ImageReference found = ImageReference.parse(text.toString());
      assertThat(found != null).as(text.toString()).isEqualTo(isReference(text.toString()));
      read += found == null ? 0 : 1;
    }
    assertThat(read).isGreaterThan(10_000);
  }

  // What stands before the first slash is a registry or is not: the grammar alone leaves it open.
  private static boolean isReference(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean hosted =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
    // A digest has no slash, but may come before one.
    if (first.contains("@")) {
      return false;
    }
    String rest = hosted ? first.toLowerCase(java.util.Locale.ROOT) + text.substring(slash) : text;
    Matcher matcher = GRAMMAR.matcher(rest);
    return matcher.matches() && (matcher.group(1) != null || !hosted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lab.io",
        "team",
        "lab.io/App",
        "lab.io//a",
        "lab.io/a:1",
        "",
        "/",
        "a b.io"
      })
  void registriesAreChecked(String registry) {
    assertThat(RuleTrial.problems("image-from-registry", registries(registry)))
        .singleElement()
        .asString()
        .contains("spec.parameters.registries must hold hosts such as registry.example.com:5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab.io", "Lab.io:5000/", "localhost", "lab.io/a/b", "[fd00::1]:5000/a"})
  void registriesMayHavePortsAndPaths(String registry) {
    assertThat(RuleTrial.problems("image-from-registry", registries(registry))).isEmpty();
  }

  private static String registries(String registry) {
    return "parameters: {registries: [\"" + registry + "\"]}";
  }
}
