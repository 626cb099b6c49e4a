package dev.haetae.configuration;

import dev.haetae.policy.AgentNamespaces;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Parameters;
import dev.haetae.tls.Lifetimes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: one object {@code haetae.dev/v1alpha1 Configuration}.
 *
 * <p>What is not written has its default; what is unknown is an error; all problems are reported at
 * once.
 */
public final class ConfigurationReader {
  private static final String API_VERSION = "haetae.dev/v1alpha1";

  // RFC 1123, as apimachinery's util/validation has it.
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAMESPACE = Pattern.compile(LABEL);
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");
  private static final Pattern STEP = Pattern.compile("\\*|[A-Za-z0-9_-]+(\\[\\])?");
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private final List<Problem> problems = new ArrayList<>();

  private ConfigurationReader() {}

  /**
   * The configuration that {@code bytes} hold.
   *
   * @param file as the user named it, for problems
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public static Configuration read(byte[] bytes, String file) throws InvalidConfigurationException {
    ManifestReader.Manifest manifest = ManifestReader.read(bytes, file, "", Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new InvalidConfigurationException(manifest.problems());
    }
    if (manifest.resources().size() != 1) {
      throw new InvalidConfigurationException(
          List.of(
              Problem.of(
                  file,
                  "must hold one Configuration of "
                      + API_VERSION
                      + ", not "
                      + manifest.resources().size()
                      + " objects")));
    }
    Resource resource = manifest.resources().getFirst();
    ConfigurationReader reader = new ConfigurationReader();
    Configuration configuration = reader.read(resource);
    if (configuration == null || !reader.problems.isEmpty()) {
      throw new InvalidConfigurationException(reader.problems);
    }
    return configuration;
  }

  private @Nullable Configuration read(Resource resource) {
    Parameters root = Parameters.of(resource, problems);
    if (!root.text("apiVersion", "").equals(API_VERSION)
        || !root.text("kind", "").equals("Configuration")) {
      root.problem(
          "kind",
          "must be Configuration of "
              + API_VERSION
              + ", not "
              + Text.quote(resource.kind())
              + " of "
              + Text.quote(resource.apiVersion()));
      return null;
    }
    resource
        .duplicates()
        .forEach(key ->
            problems.add(Problem.at(resource, key.path(), key.path() + " is written twice")));
    Configuration defaults = Configuration.DEFAULT;
    Carriers carriers = carriers(root);
    AgentNamespaces agents = agents(root.object("agents"));
    List<String> exceptions = namespaces(root.object("exceptions"), "namespaces", List.of());
    Duration brokenAfter =
        duration(
            root.object("freshness"), "brokenAfter", defaults.brokenAfter(), Duration.ofSeconds(1));
    Registration registration =
        root.has("registration") ? registration(root.object("registration")) : null;
    Configuration configuration =
        new Configuration(
            carriers,
            agents,
            exceptions,
            brokenAfter,
            registration,
            root.has("certificates") ? certificates(root.object("certificates")) : null,
            name(root.object("leaderElection"), "lease", defaults.lease()),
            audit(root.object("audit")),
            ReportSettingsReader.read(root.object("reports")));
    root.finish();
    return configuration;
  }

  private static AuditSettings audit(Parameters audit) {
    AuditSettings defaults = AuditSettings.DEFAULT;
    return new AuditSettings(
        audit.flag("enabled", defaults.enabled()),
        duration(audit, "every", defaults.every(), AuditSettings.SHORTEST),
        audit.flag("metricsPerNamespace", defaults.metricsPerNamespace()));
  }

  private AgentNamespaces agents(Parameters agents) {
    boolean shipped = agents.flag("shipped", true);
    List<String> more = namespaces(agents, "namespaces", List.of());
    List<String> judged = namespaces(agents, "judged", List.of());
    for (String namespace : judged) {
      if (namespace.equals(AgentNamespaces.SYSTEM)) {
        agents.problem("judged", "cannot hold kube-system: without its agents there is no cluster");
      } else if (!AgentNamespaces.SHIPPED.include(namespace)) {
        agents.problem(
            "judged",
            "takes namespaces off the shipped list, and that does not hold "
                + Text.quote(namespace));
      }
    }
    AgentNamespaces known =
        shipped ? AgentNamespaces.SHIPPED : new AgentNamespaces(new TreeSet<>());
    return known.without(judged).and(more);
  }

  private Carriers carriers(Parameters root) {
    Map<GroupKind, List<String>> carriers = new HashMap<>();
    for (Parameters carrier : root.objects("carriers")) {
      String group = name(carrier, "group", "");
      String kind = carrier.text("kind", "");
      if (group.isEmpty() && !carrier.has("group")) {
        carrier.problem("group", "is missing: write the API group of the kind");
      }
      GroupKind groupKind = new GroupKind(group, kind);
      List<String> paths = podSpecs(carrier);
      if (!KIND.matcher(kind).matches()) {
        carrier.problem("kind", "must be a kind such as TrainingJob, not " + Text.quote(kind));
      } else if (Carriers.SHIPPED.include(groupKind)) {
        carrier.problem("kind", "is known without being configured: " + groupKind);
      } else if (carriers.put(groupKind, paths) != null) {
        carrier.problem("kind", "is configured twice: " + groupKind);
      }
    }
    return Carriers.shippedAnd(carriers);
  }

  private static List<String> podSpecs(Parameters carrier) {
    List<String> paths = carrier.texts("podSpecs", List.of());
    if (paths.isEmpty()) {
      carrier.problem(
          "podSpecs", "must hold at least one path such as spec.workers[].template.spec");
    }
    for (String path : paths) {
      if (!isPath(path)) {
        carrier.problem(
            "podSpecs",
            "must hold paths such as spec.workers[].template.spec or spec.replicas.*.spec, which"
                + " end in the name of the field that is the pod spec, not "
                + Text.quote(path));
      }
    }
    return paths;
  }

  private static boolean isPath(String path) {
    String[] steps = path.split("\\.", -1);
    for (String step : steps) {
      if (!STEP.matcher(step).matches()) {
        return false;
      }
    }
    String last = steps[steps.length - 1];
    return !last.equals("*") && !last.endsWith("]");
  }

  private @Nullable Registration registration(Parameters registration) {
    String validating = name(registration, "validating", "haetae");
    String mutating = name(registration, "mutating", "haetae");
    Registration.Target target = target(registration);
    int timeout = registration.integer("timeoutSeconds", 3, 1, 30);
    Parameters failurePolicy = registration.object("failurePolicy");
    Registration.OnFailure deny = onFailure(failurePolicy, "deny", Registration.OnFailure.FAIL);
    Registration.OnFailure advice =
        onFailure(failurePolicy, "advice", Registration.OnFailure.IGNORE);
    List<String> excluded = namespaces(registration, "excludeNamespaces", List.of("kube-system"));
    boolean managed =
        registration.oneOf("caBundle", "managed", List.of("managed", "injected")).equals("managed");
    return target == null
        ? null
        : new Registration(
            validating,
            mutating,
            target,
            timeout,
            deny,
            advice,
            excluded,
            managed ? Registration.CaBundle.MANAGED : Registration.CaBundle.INJECTED);
  }

  private static Registration.OnFailure onFailure(
      Parameters failurePolicy, String name, Registration.OnFailure fallback) {
    String word = failurePolicy.oneOf(name, fallback.word(), List.of("Fail", "Ignore"));
    return word.equals("Fail") ? Registration.OnFailure.FAIL : Registration.OnFailure.IGNORE;
  }

  private Registration.@Nullable Target target(Parameters registration) {
    boolean service = registration.has("service");
    boolean url = registration.has("url");
    if (service && url) {
      registration.problem("url", "cannot be written beside service: the API server takes one");
    }
    if (url) {
      String text = registration.text("url", "");
      URI base = httpsBase(text);
      if (base == null && !text.isEmpty()) {
        registration.problem(
            "url", "must be like https://10.0.0.5:8443, without a path, not " + Text.quote(text));
      }
      return base == null ? null : new Registration.UrlTarget(base);
    }
    if (!service) {
      registration.problem(
          "service", "is missing: write where the API server reaches the webhooks, or url");
      return null;
    }
    Parameters written = registration.object("service");
    return new Registration.ServiceTarget(
        namespace(written, "namespace", "haetae"),
        name(written, "name", "haetae"),
        written.integer("port", 443, 1, 65_535));
  }

  private static @Nullable URI httpsBase(String text) {
    try {
      URI uri = new URI(text);
      return "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() <= 65_535
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && uri.getPath().isEmpty()
          ? uri
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private Certificates certificates(Parameters certificates) {
    String secret = name(certificates, "secret", "haetae-certificates");
    Lifetimes shipped = Lifetimes.SHIPPED;
    Duration leaf = duration(certificates, "leafLifetime", shipped.leaf(), Lifetimes.SHORTEST);
    Duration authority =
        duration(certificates, "authorityLifetime", shipped.authority(), Lifetimes.SHORTEST);
    if (!Lifetimes.isOutlived(leaf, authority)) {
      certificates.problem(
          "authorityLifetime",
          "must be three times leafLifetime at least: an authority outlives what it has signed");
      return new Certificates(secret, shipped);
    }
    return new Certificates(secret, new Lifetimes(leaf, authority));
  }

  private static String name(Parameters parameters, String key, String fallback) {
    return matching(
        NAME, parameters, key, fallback, "a name of lower case letters, digits, '-' and '.'");
  }

  private static String namespace(Parameters parameters, String key, String fallback) {
    return matching(
        NAMESPACE, parameters, key, fallback, "a namespace of lower case letters, digits and '-'");
  }

  private static String matching(
      Pattern pattern, Parameters parameters, String key, String fallback, String wanted) {
    String text = parameters.text(key, fallback);
    if ((!text.equals(fallback) && !pattern.matcher(text).matches())
        || (text.isEmpty() && parameters.has(key))) {
      parameters.problem(key, "must be " + wanted + ", not " + Text.quote(text));
    }
    return text;
  }

  private List<String> namespaces(Parameters parameters, String key, List<String> fallback) {
    List<String> namespaces = parameters.texts(key, fallback);
    for (String namespace : namespaces) {
      if (!NAMESPACE.matcher(namespace).matches()) {
        parameters.problem(
            key,
            "must hold namespaces of lower case letters, digits and '-', not "
                + Text.quote(namespace));
      }
    }
    return List.copyOf(new LinkedHashSet<>(namespaces));
  }

  private static Duration duration(
      Parameters parameters, String key, Duration fallback, Duration least) {
    if (!parameters.has(key)) {
      return fallback;
    }
    String text = parameters.text(key, least.toSeconds() + "s");
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      parameters.problem(
          key, "must be a duration such as 720h, 90m, 1h30m or 45s, not " + Text.quote(text));
      return fallback;
    }
    Duration duration =
        Duration.ofHours(number(matcher, 1))
            .plusMinutes(number(matcher, 2))
            .plusSeconds(number(matcher, 3));
    if (duration.compareTo(least) < 0) {
      parameters.problem(
          key, "must be at least " + least.toSeconds() + "s, not " + Text.quote(text));
      return fallback;
    }
    return duration;
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
