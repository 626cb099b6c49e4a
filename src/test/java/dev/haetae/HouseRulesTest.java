package dev.haetae;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * How the sources say things: a sentence is put together by {@link
 * dev.haetae.resource.tree.Sentence}, which quotes, shortens and escapes, and nowhere else.
 */
final class HouseRulesTest {
  private static final String ROOT = "src/main/java/dev/haetae/";
  private static final List<CompilationUnitTree> MAIN = main();
  private static final Set<String> TEMPLATES = Set.of("of", "then", "instead");
  private static final Set<String> SENTENCES =
      Set.of("of", "then", "instead", "said", "didYouMean", "insteadIfShort", "some");
  private static final Set<String> FINDINGS =
      Set.of("violation", "advice", "undecided", "undecidedAdvice", "note");

  @Test
  void rulesHoldNoWidths() {
    assertThat(offences("rule/", HouseRulesTest::widths)).isEmpty();
  }

  @Test
  void rulesGlueNoSentences() {
    assertThat(offences("rule/", HouseRulesTest::glue)).isEmpty();
  }

  @Test
  void eachPlaceOfASentenceHasItsValue() {
    assertThat(offences("", HouseRulesTest::places)).isEmpty();
  }

  @Test
  void textIsQuotedInOnePlace() {
    assertThat(offences("", HouseRulesTest::quotes))
        // The foundations know of no text of users but names in certificates.
        .containsExactlyInAnyOrder(
            // Values within expressions are quoted as Go quotes them.
            "cel/library/kind/GoText.java: quote(String text)",
            "resource/tree/Text.java: quote(String text)",
            "resource/tree/Text.java: '\"' + shorten(text) + '\"'",
            "tls/SubjectNames.java: '\"' + name + '\"'");
  }

  @Test
  void offencesAreSeen() throws IOException {
    String code =
        """
        class Offender {
          String quote(String text, String[] names) {
            Sentence.of("%q is not %s", text).then("a" + text).instead(text == null ? "%s" : "no");
            Text.shorten(text, 40);
            path.shown(80);
            return '"' + text.substring(0, LONGEST) + '"';
          }
        }
        """;
    CompilationUnitTree unit = parse(_ -> List.of(new SourceText(code))).getFirst();
    assertThat(offencesIn(unit, HouseRulesTest::widths))
        .containsExactly("Text.shorten(text, 40)", "path.shown(80)", "text.substring(0, LONGEST)");
    assertThat(offencesIn(unit, HouseRulesTest::glue)).containsExactly("\"a\" + text");
    assertThat(offencesIn(unit, HouseRulesTest::places))
        .containsExactly("0 for \"%s\"", "1 for \"%q is not %s\"");
    assertThat(offencesIn(unit, HouseRulesTest::quotes)).hasSize(2);
  }

  /** Looks at a tree and tells what is wrong with it. */
  private interface Check {
    void look(Tree tree, Consumer<String> offences);
  }

  // Of the files in a folder, by their names.
  private static List<String> offences(String folder, Check check) {
    List<String> offences = new ArrayList<>();
    for (CompilationUnitTree unit : MAIN) {
      String file = Path.of(unit.getSourceFile().toUri()).toString().replace('\\', '/');
      String name = file.substring(file.indexOf(ROOT) + ROOT.length());
      if (name.startsWith(folder)) {
        offencesIn(unit, check).forEach(offence -> offences.add(name + ": " + offence));
      }
    }
    return offences;
  }

  private static List<String> offencesIn(CompilationUnitTree unit, Check check) {
    List<String> offences = new ArrayList<>();
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void scan(Tree tree, Void nothing) {
            if (tree != null) {
              check.look(tree, offences::add);
            }
            return super.scan(tree, null);
          }
        };
    scanner.scan(unit, null);
    return offences;
  }

  private static List<CompilationUnitTree> main() {
    try (Stream<Path> files = Files.walk(Path.of(ROOT))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      return parse(manager -> manager.getJavaFileObjectsFromPaths(sources));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CompilationUnitTree> parse(
      Function<StandardJavaFileManager, Iterable<? extends JavaFileObject>> sources)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, null, null, sources.apply(manager));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return List.copyOf(units);
    }
  }

  // What shortens by itself: by Text, a path, or the beginning of a string up to a fixed length.
  private static void widths(Tree tree, Consumer<String> offences) {
    if (!(tree instanceof MethodInvocationTree call)) {
      return;
    }
    List<? extends ExpressionTree> arguments = call.getArguments();
    boolean fixed = !arguments.isEmpty() && isFixed(arguments.getLast());
    boolean shortens =
        switch (name(call)) {
          case "shorten", "quote", "escape", "list" -> receiver(call).equals("Text");
          case "shown", "written" -> fixed;
          case "substring" ->
              fixed && arguments.size() == 2 && arguments.getFirst().toString().equals("0");
          default -> false;
        };
    if (shortens) {
      offences.accept(call.toString());
    }
  }

  private static boolean isFixed(ExpressionTree argument) {
    return argument instanceof LiteralTree
        || (argument instanceof IdentifierTree name
            && name.getName().toString().matches("[A-Z][A-Z0-9_]+"));
  }

  // A text that is put together and handed to a sentence or a finding.
  private static void glue(Tree tree, Consumer<String> offences) {
    if (tree instanceof MethodInvocationTree call
        && ((SENTENCES.contains(name(call)) && isSentence(call))
            || (FINDINGS.contains(name(call)) && receiver(call).equals("findings")))) {
      for (ExpressionTree argument : call.getArguments()) {
        if (argument instanceof BinaryTree sum
            && sum.getKind() == Tree.Kind.PLUS
            && templates(sum).isEmpty()
            && sum.toString().contains("\"")) {
          offences.accept(sum.toString());
        }
      }
    }
  }

  private static void places(Tree tree, Consumer<String> offences) {
    if (tree instanceof MethodInvocationTree call
        && TEMPLATES.contains(name(call))
        && isSentence(call)
        && !call.getArguments().isEmpty()) {
      int values = call.getArguments().size() - 1;
      for (String template : templates(call.getArguments().getFirst())) {
        String places = template.replace("%%", "").replaceAll("[^%]|%[^qs]", "");
        if (places.length() != values) {
          offences.accept(values + " for \"" + template + '"');
        }
      }
    }
  }

  private static boolean isSentence(MethodInvocationTree call) {
    return !name(call).equals("of") || receiver(call).equals("Sentence");
  }

  // The texts that an expression may be, all of it written here; none when it is something else.
  private static List<String> templates(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree literal when literal.getValue() instanceof String text -> List.of(text);
      case ParenthesizedTree inner -> templates(inner.getExpression());
      case ConditionalExpressionTree choice ->
          Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
              .flatMap(one -> templates(one).stream())
              .toList();
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
        List<String> left = templates(sum.getLeftOperand());
        List<String> right = templates(sum.getRightOperand());
        yield left.size() == 1 && right.size() == 1
            ? List.of(left.getFirst() + right.getFirst())
            : List.of();
      }
      default -> List.of();
    };
  }

  private static void quotes(Tree tree, Consumer<String> offences) {
    if (tree instanceof MethodTree method && method.getName().contentEquals("quote")) {
      String parameters = method.getParameters().toString();
      offences.accept("quote(" + parameters.replaceAll("[\\[\\]]$|^\\[", "") + ')');
    }
    if (tree instanceof BinaryTree sum && isQuote(sum.getRightOperand())) {
      ExpressionTree left = sum.getLeftOperand();
      while (left instanceof BinaryTree inner) {
        left = inner.getLeftOperand();
      }
      if (isQuote(left)) {
        offences.accept(sum.toString());
      }
    }
  }

  private static boolean isQuote(ExpressionTree operand) {
    return operand instanceof LiteralTree literal
        && Character.valueOf('"').equals(literal.getValue());
  }

  private static String name(MethodInvocationTree call) {
    return switch (call.getMethodSelect()) {
      case MemberSelectTree select -> select.getIdentifier().toString();
      case ExpressionTree name -> name.toString();
    };
  }

  private static String receiver(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? select.getExpression().toString()
        : "";
  }

  /** A source that is not a file. */
  private static final class SourceText extends SimpleJavaFileObject {
    private final String code;

    SourceText(String code) {
      super(URI.create("string:///Source.java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
