package dev.haetae.cli;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.doctor.BreakGlass;
import dev.haetae.cluster.doctor.Check;
import dev.haetae.cluster.doctor.Doctor;
import dev.haetae.cluster.doctor.RemovedReports;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationFile;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code haetae doctor}: whether an installation is well, and the way to switch it off. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Look at Haetae in the cluster of the current kubeconfig: what is registered, whether it is"
          + " trusted and reachable, whether replicas are there, what could lock the cluster out,"
          + " which running pods the policies would refuse at their next start.",
      "Exit codes: 0 nothing is broken, 1 something is."
    })
final class DoctorCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON
  }

  private final Terminal terminal;
  private final InstantSource clock;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "where Haetae is installed (default: HAETAE_NAMESPACE, else haetae)")
  private @Nullable String namespace;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "what its objects are called (default: haetae)")
  private String name = "haetae";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "take the names of the objects from the server's configuration file")
  private @Nullable Path configuration;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default) or json")
  private Format format = Format.TEXT;

  @Option(
      names = "--break-glass",
      description = "print the commands that switch the webhooks off safely; --yes runs them")
  private boolean breakGlass;

  @Option(
      names = "--restore",
      description = "print the commands that switch them on again; --yes runs them")
  private boolean restore;

  @Option(
      names = "--delete-reports",
      description =
          "print the commands that remove Haetae's reports from all namespaces; --yes removes them")
  private boolean deleteReports;

  @Option(names = "--yes", description = "do it, with --break-glass, --restore or --delete-reports")
  private boolean yes;

  DoctorCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (breakGlass && restore) {
      throw new UsageException("--break-glass and --restore exclude each other");
    }
    if (deleteReports && (breakGlass || restore)) {
      throw new UsageException("--delete-reports stands alone");
    }
    if (yes && !breakGlass && !restore && !deleteReports) {
      throw new UsageException("--yes goes with --break-glass, --restore or --delete-reports");
    }
    try (Cluster cluster = Cluster.connect(terminal.environment())) {
      Configuration read =
          configuration == null
              ? Configuration.DEFAULT
              : ConfigurationFile.open(configuration).current();
      Installation installation = installation(read);
      if (breakGlass || restore) {
        return change(new BreakGlass(cluster, installation));
      }
      if (deleteReports) {
        return delete(new RemovedReports(cluster, installation, clock));
      }
      return report(new Doctor(cluster, installation, read, clock).examine());
    } catch (CannotUseClusterException e) {
      terminal.err().println("haetae: " + e.sentence());
      return ExitCode.UNREADABLE;
    } catch (InvalidConfigurationException e) {
      Problems.print(e.problems(), terminal.err());
      return ExitCode.UNREADABLE;
    }
  }

  private Installation installation(Configuration read) {
    String place =
        namespace == null
            ? terminal.environment().getOrDefault("HAETAE_NAMESPACE", "haetae")
            : namespace;
    return configuration == null ? Installation.named(place, name) : Installation.of(place, read);
  }

  private int change(BreakGlass glass) {
    if (yes) {
      return report(breakGlass ? glass.off() : glass.on());
    }
    return print(
        breakGlass ? glass.commandsOff() : glass.commandsOn(),
        breakGlass
            ? "these switch the webhooks off, and keep them off: nothing is reviewed until"
                + " 'haetae doctor --restore --yes'. --yes runs them"
            : "these switch the webhooks on again. --yes runs them");
  }

  private int delete(RemovedReports reports) {
    return yes
        ? report(reports.remove())
        : print(
            reports.commands(),
            "these remove what is called haetae, of the kinds that are installed. --yes removes"
                + " what Haetae has written, and keeps replicas from writing it again for ten"
                + " minutes");
  }

  private int print(List<String> commands, String note) {
    for (String command : commands) {
      terminal.out().println(command);
    }
    terminal.out().flush();
    terminal.err().println(note);
    return ExitCode.OK;
  }

  private int report(List<Check> checks) {
    terminal.out().print(format == Format.JSON ? json(checks) : text(checks));
    terminal.out().flush();
    return count(checks, Check.Outcome.FAIL) > 0 ? ExitCode.DENIED : ExitCode.OK;
  }

  private static long count(List<Check> checks, Check.Outcome outcome) {
    return checks.stream().filter(check -> check.outcome() == outcome).count();
  }

  private static String text(List<Check> checks) {
    StringBuilder out = new StringBuilder();
    for (Check check : checks) {
      out.append(padded(check.outcome().word(), 5)).append(' ');
      out.append(padded(check.area(), 13)).append(Text.escape(check.finding())).append('\n');
      if (!check.remedy().isEmpty()) {
        out.append(padded("", 19)).append(Text.escape(check.remedy())).append('\n');
      }
    }
    return out.append(count(checks, Check.Outcome.OK))
        .append(" ok, ")
        .append(count(checks, Check.Outcome.WARN))
        .append(" to be looked at, ")
        .append(count(checks, Check.Outcome.FAIL))
        .append(" broken\n")
        .toString();
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  private static String json(List<Check> checks) {
    ArrayValue.Builder all = new ArrayValue.Builder();
    for (Check check : checks) {
      ObjectValue.Builder one = new ObjectValue.Builder(4);
      one.put("outcome", new StringValue(check.outcome().word()));
      one.put("area", new StringValue(check.area()));
      one.put("finding", new StringValue(check.finding()));
      if (!check.remedy().isEmpty()) {
        one.put("remedy", new StringValue(check.remedy()));
      }
      all.add(one.build());
    }
    ObjectValue.Builder summary = new ObjectValue.Builder(3);
    for (Check.Outcome outcome : Check.Outcome.values()) {
      summary.put(outcome.word(), NumberValue.of(count(checks, outcome)));
    }
    ObjectValue.Builder report = new ObjectValue.Builder(2);
    report.put("checks", all.build());
    report.put("summary", summary.build());
    return JsonWriter.toIndentedText(report.build());
  }
}
