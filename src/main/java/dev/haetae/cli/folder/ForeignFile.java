package dev.haetae.cli.folder;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of files without a Kubernetes object, told by their names and by their keys. */
public enum ForeignFile {
  /** A file of Docker Compose. */
  COMPOSE,
  /** A workflow or pipeline of a service that builds software. */
  WORKFLOW,
  /** A patch of JSON's operations. */
  PATCH,
  /** A baseline, which lies where manifests lie and of which nothing need be said. */
  BASELINE,
  /** Something else. */
  OTHER;

  private static final Pattern COMPOSE_NAME =
      Pattern.compile("(?:.*[-_.])?(?:docker-?)?compose(?:[-_.].*)?\\.ya?ml");
  private static final Pattern SERVICES = Pattern.compile("(?m)^services:[ \\t]*+(?:#.*)?$");
  private static final Pattern SERVICE = Pattern.compile("(?m)^[ \\t]++(?:image|build|extends):");
  private static final Pattern WORKFLOW_NAME =
      Pattern.compile(
          "\\.?(?:gitlab-ci|travis|appveyor|azure-pipelines|bitbucket-pipelines|jenkins-x(?:-.*)?"
              + "|cloudbuild|buildspec|drone|woodpecker|circle)\\.ya?ml");
  private static final Pattern JOBS = Pattern.compile("(?m)^(?:jobs|stages|steps|pipelines?):");
  private static final Pattern CAUSES =
      Pattern.compile("(?m)^(?:[\"']?on[\"']?|trigger|workflow|stages|version|steps|pipelines?):");
  private static final Pattern OPERATIONS =
      Pattern.compile(
          "(?s)\\s*+(?:#[^\\n]*+\\s++|---\\s++)*+(?:- |\\[\\s*\\{\\s*)[\"']?(?:op|path)[\"']?:.*");

  /**
   * The kind of a file.
   *
   * @param name as the user named it
   * @param text the file's text
   */
  public static ForeignFile of(String name, String text) {
    String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (COMPOSE_NAME.matcher(last).matches() || isCompose(text)) {
      return COMPOSE;
    }
    if (WORKFLOW_NAME.matcher(last).matches()
        || (JOBS.matcher(text).find() && CAUSES.matcher(text).find())) {
      return WORKFLOW;
    }
    return OPERATIONS.matcher(text).matches() ? PATCH : OTHER;
  }

  private static boolean isCompose(String text) {
    Matcher services = SERVICES.matcher(text);
    return services.find() && SERVICE.matcher(text).find(services.end());
  }
}
