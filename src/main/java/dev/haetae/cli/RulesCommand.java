package dev.haetae.cli;

import dev.haetae.cli.input.OwnRules;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code haetae rules}: the catalogue. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "List the rules: what they decide, where they run, what they do, their reasons.")
final class RulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  enum Format {
    TEXT,
    JSON,
    MARKDOWN;

    static @Nullable Format ofWord(String word) {
      return switch (word) {
        case "text" -> TEXT;
        case "json" -> JSON;
        case "markdown" -> MARKDOWN;
        default -> null;
      };
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), json or markdown")
  Format format = Format.TEXT;

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "PATH",
      description = "policies that bring rules of their own: files or folders; repeatable")
  private List<String> paths = new ArrayList<>();

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OwnRules own = OwnRules.read(paths, terminal);
    List<RuleInfo> rules = new ArrayList<>(RuleCatalog.rules());
    rules.addAll(own.rules());
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> text(rules);
              case JSON -> json(rules);
              case MARKDOWN -> markdown();
            });
    terminal.out().flush();
    Problems.print(own.problems(), terminal.err());
    return own.problems().isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }

  private static String text(List<RuleInfo> all) {
    StringBuilder out = new StringBuilder();
    for (RuleInfo rule : all) {
      out.append(Text.escape(rule.id())).append("  (").append(rule.action().word());
      out.append(rule.repairs() ? ", repairs" : "");
      out.append(rule.shipped() ? "" : ", when asked for").append(")\n");
      out.append("  ").append(Text.escape(rule.summary())).append('\n');
      for (Reason reason : rule.reasons()) {
        out.append("    ").append(Text.escape(reason.name())).append(": ");
        out.append(Text.escape(reason.meaning())).append('\n');
      }
    }
    return out.append("\n'haetae explain RULE' prints a rule's page.\n").toString();
  }

  // The table of the README, which a test compares with it.
  private static String markdown() {
    StringBuilder out = new StringBuilder("| rule | what it decides | shipped action |\n");
    out.append("|---|---|---|\n");
    for (RuleInfo rule : RuleCatalog.rules()) {
      out.append("| [`").append(rule.id()).append("`](policies/").append(rule.id()).append(") | ");
      out.append(rule.summary()).append(" | ").append(rule.action().word());
      out.append(rule.repairs() ? ", can repair" : "");
      out.append(rule.shipped() ? "" : ", when asked for").append(" |\n");
    }
    return out.toString();
  }

  private static String json(List<RuleInfo> all) {
    ArrayValue.Builder rules = new ArrayValue.Builder();
    for (RuleInfo rule : all) {
      ObjectValue.Builder out = new ObjectValue.Builder(8);
      out.put("id", rule.id());
      out.put("summary", rule.summary());
      out.put("action", rule.action().word());
      out.put("repairs", rule.repairs());
      out.put("shipped", rule.shipped());
      ArrayValue.Builder points = new ArrayValue.Builder();
      for (EnforcementPoint point : EnforcementPoint.values()) {
        if (rule.points().contains(point)) {
          points.add(new StringValue(point.name().toLowerCase(Locale.ROOT)));
        }
      }
      out.put("enforcementPoints", points.build());
      ArrayValue.Builder reasons = new ArrayValue.Builder();
      for (Reason reason : rule.reasons()) {
        ObjectValue.Builder one = new ObjectValue.Builder(2);
        one.put("name", reason.name());
        one.put("meaning", reason.meaning());
        reasons.add(one.build());
      }
      out.put("reasons", reasons.build());
      rules.add(out.build());
    }
    return JsonWriter.toIndentedText(ObjectValue.of("rules", rules.build()));
  }
}
