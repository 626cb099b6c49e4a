package dev.haetae.policytest;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a request that its object does not hold, as a case's {@code .request.yaml} gives
 * them.
 *
 * @param operation CREATE, UPDATE or DELETE; empty for UPDATE where there is an old object and
 *     CREATE elsewhere
 * @param namespace of objects that name none; empty for {@code default}
 * @param subresource such as {@code scale}; empty for the object itself
 * @param dryRun whether nothing is stored; null when it is not known
 * @param user who asks, as {@code request.userInfo}; null when it is not known
 * @param options of the request; null when they are not known
 */
public record RequestFacts(
    String operation,
    String namespace,
    String subresource,
    @Nullable Boolean dryRun,
    @Nullable ObjectValue user,
    @Nullable ObjectValue options) {
  /** Nothing is known. */
  public static final RequestFacts NONE = new RequestFacts("", "", "", null, null, null);

  private static final List<String> OPERATIONS = List.of("CREATE", "UPDATE", "DELETE");

  /** The same of who asks. */
  public RequestFacts by(ObjectValue userInfo) {
    return new RequestFacts(operation, namespace, subresource, dryRun, userInfo, options);
  }

  /**
   * Reads the facts.
   *
   * @param file as the user named it
   * @param problems gets all that is wrong
   */
  public static RequestFacts read(byte[] bytes, String file, List<Problem> problems) {
    try {
      Document document = YamlReader.read(FileText.decode(bytes), 1, 0, Limits.FILES);
      if (document != null && document.root() instanceof ObjectValue object) {
        return of(object, file, problems);
      }
      problems.add(
          Problem.of(
              file,
              "must hold the facts of a request, such as userInfo, not "
                  + (document == null ? "nothing" : Text.describe(document.root()))));
    } catch (UnreadableException e) {
      problems.add(new Problem(file, e.line(), e.column(), e.sentence()));
    }
    return NONE;
  }

  private static RequestFacts of(ObjectValue object, String file, List<Problem> problems) {
    Parameters facts =
        Parameters.of(
            ObjectView.of(object, Path.ROOT),
            (path, message) -> {
              Position position = path.position(object);
              problems.add(
                  new Problem(
                      file,
                      position == null ? 0 : position.line(),
                      position == null ? 0 : position.column(),
                      path + " " + message));
            });
    RequestFacts read =
        new RequestFacts(
            facts.has("operation") ? facts.oneOf("operation", "", OPERATIONS) : "",
            facts.text("namespace", ""),
            facts.text("subresource", ""),
            facts.has("dryRun") ? Boolean.valueOf(facts.flag("dryRun", false)) : null,
            user(object, facts),
            facts.has("options") && object.get("options") instanceof ObjectValue options
                ? options
                : null);
    facts.finish();
    return read;
  }

  // Who asks is passed on as it is written; a misspelt field would pass for one that is not known.
  private static @Nullable ObjectValue user(ObjectValue object, Parameters facts) {
    Parameters user = facts.object("userInfo");
    var _ = user.text("username", "");
    var _ = user.text("uid", "");
    var _ = user.texts("groups", List.of());
    var _ = user.has("extra");
    return object.get("userInfo") instanceof ObjectValue info ? info : null;
  }
}
