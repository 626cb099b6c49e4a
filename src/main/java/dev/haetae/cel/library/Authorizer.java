package dev.haetae.cel.library;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorizer knows who may do what. */
@FunctionalInterface
public interface Authorizer {
  /** Decides a question. */
  Decision decide(Question question);

  /**
   * A question: may this user do that.
   *
   * @param user null for the one who makes the request
   * @param verb such as {@code get}
   * @param path a path of the API server; empty when it is about a resource
   * @param resource null when it is about a path
   */
  record Question(@Nullable User user, String verb, String path, @Nullable Resource resource) {
    /** The question as an expression would put it, for messages. */
    @Override
    public String toString() {
      String who = user == null ? "authorizer" : "authorizer.serviceAccount(" + user.name() + ")";
      String what = resource == null ? ".path('" + path + "')" : resource.toString();
      return who + what + ".check('" + verb + "')";
    }
  }

  /**
   * A user other than the one who makes the request: a service account.
   *
   * @param name such as {@code system:serviceaccount:team:default}
   */
  record User(String name, List<String> groups) {
    /** A user with its own copy of the groups. */
    public User {
      groups = List.copyOf(groups);
    }
  }

  /**
   * A resource; parts that are empty were not named.
   *
   * @param group empty for the core group
   * @param name empty for any
   * @param fieldSelector as it is written
   * @param labelSelector as it is written
   */
  record Resource(
      String group,
      String resource,
      String subresource,
      String namespace,
      String name,
      String fieldSelector,
      String labelSelector) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder(".group('" + group + "')");
      append(out, "resource", resource);
      append(out, "subresource", subresource);
      append(out, "namespace", namespace);
      append(out, "name", name);
      append(out, "fieldSelector", fieldSelector);
      append(out, "labelSelector", labelSelector);
      return out.toString();
    }

    private static void append(StringBuilder out, String part, String value) {
      if (!value.isEmpty()) {
        out.append('.').append(part).append("('").append(value).append("')");
      }
    }
  }

  /** What an authorizer may say. */
  enum Verdict {
    ALLOWED,
    DENIED,
    NO_OPINION,
    /** It cannot know: what hangs on it is undecided. */
    UNKNOWN
  }

  /**
   * What it says to a question.
   *
   * @param reason empty when it gives none
   * @param error why it could not decide; empty when it could
   */
  record Decision(Verdict verdict, String reason, String error) {
    /** What cannot be known. */
    public static final Decision UNKNOWN = new Decision(Verdict.UNKNOWN, "", "");
  }
}
