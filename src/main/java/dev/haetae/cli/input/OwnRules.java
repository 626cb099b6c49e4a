package dev.haetae.cli.input;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that policies bring with them, written in CEL.
 *
 * @param policies in the order of reading
 * @param problems everything that is wrong with what was read
 */
public record OwnRules(List<Read> policies, List<Problem> problems) {
  /** Rules with their own copies. */
  public OwnRules {
    policies = List.copyOf(policies);
    problems = List.copyOf(problems);
  }

  /** A policy and the object that it was read from. */
  public record Read(Policy policy, Resource source) {}

  /** Reads the policies of these files and folders. */
  public static OwnRules read(List<String> paths, Terminal terminal) {
    if (paths.isEmpty()) {
      return new OwnRules(List.of(), List.of());
    }
    ManifestFiles.Contents<byte[]> files = ManifestFiles.policies(paths, terminal);
    PolicyReader reader = reader(files.files());
    List<Problem> problems = new ArrayList<>(files.problems());
    problems.addAll(reader.problems());
    List<Read> own = new ArrayList<>();
    for (Policy policy : reader.policies()) {
      if (policy.bringsItsRule()) {
        own.add(new Read(policy, reader.source(policy)));
      }
    }
    return new OwnRules(own, problems);
  }

  // Kubernetes' own policies, and what parametrizes them, may stand among ours.
  private static PolicyReader reader(List<ManifestFiles.Content<byte[]>> files) {
    PolicyReader reader = new PolicyReader();
    AdmissionObjects theirs = new AdmissionObjects();
    List<Resource> others = new ArrayList<>();
    for (ManifestFiles.Content<byte[]> file : files) {
      ManifestReader.Manifest manifest =
          ManifestReader.read(file.content(), file.file(), "default", Limits.FILES);
      if (!manifest.problems().isEmpty() || manifest.resources().isEmpty()) {
        reader.read(file.content(), file.file());
        continue;
      }
      for (Resource object : manifest.resources()) {
        if (AdmissionObjects.isRegistration(object)) {
          theirs.register(object);
        } else {
          others.add(object);
        }
      }
    }
    others.stream().filter(object -> !theirs.looksAt(object.groupKind())).forEach(reader::read);
    return reader;
  }

  /** The entries of a catalogue. */
  public List<RuleInfo> rules() {
    return policies.stream().map(read -> read.policy().info()).toList();
  }

  /** The page of a rule, in Markdown; null when no policy brings it. */
  public @Nullable String page(String id) {
    for (Read read : policies) {
      if (read.policy().info().id().equals(id)) {
        return page(read);
      }
    }
    return null;
  }

  private static String page(Read read) {
    Policy policy = read.policy();
    ObjectView spec = read.source().view().object("spec");
    StringBuilder out = new StringBuilder("# ").append(policy.name()).append("\n\n");
    out.append(Text.escape(policy.info().summary())).append("\n\n");
    Origin.Place place = read.source().place(Path.of("spec"));
    out.append(policy.action().word())
        .append(policy.mutate() ? ", repairs" : "")
        .append(", written in ")
        .append(place.file())
        .append(':')
        .append(place.line())
        .append(".\n");
    append(out, "For requests with", spec, "matchConditions", "expression", "name");
    append(out, "Variables", spec, "variables", "expression", "name");
    append(out, "Demands", spec, "validations", "expression", "message");
    for (ObjectView mutation : spec.objects("mutations")) {
      String type = mutation.text("patchType");
      String field = type.equals("JSONPatch") ? "jsonPatch" : "applyConfiguration";
      append(out, "Changes (" + type + ")", mutation.object(field));
    }
    return out.toString();
  }

  private static void append(
      StringBuilder out, String title, ObjectView spec, String list, String code, String said) {
    if (!spec.has(list)) {
      return;
    }
    out.append("\n## ").append(title).append('\n');
    for (ObjectView element : spec.objects(list)) {
      String text = element.text(said);
      out.append('\n').append(text.isEmpty() ? "" : Text.escape(text) + ":\n\n");
      append(out, element.text(code));
    }
  }

  private static void append(StringBuilder out, String title, ObjectView change) {
    out.append("\n## ").append(title).append("\n\n");
    append(out, change.text("expression"));
  }

  private static void append(StringBuilder out, String code) {
    code.strip().lines().forEach(line -> out.append("    ").append(Text.escape(line)).append('\n'));
  }
}
