package dev.haetae.cli.judging;

import dev.haetae.cli.input.Drafts;
import dev.haetae.rule.Operation;
import java.util.List;

/**
 * What is to be judged.
 *
 * @param paths files, folders, {@code -} for standard input
 * @param operation what is being done with the objects
 * @param old the files and folders of the objects before an UPDATE
 * @param drafts texts in place of those on the disk
 * @param passes whether the report is to say which policies judged each object, and found nothing
 */
public record Question(
    List<String> paths, Operation operation, List<String> old, Drafts drafts, boolean passes) {
  /** A question that keeps its own copies. */
  public Question {
    paths = List.copyOf(paths);
    old = List.copyOf(old);
  }

  /** A question of which the answer says nothing of what passes. */
  public Question(List<String> paths, Operation operation, List<String> old, Drafts drafts) {
    this(paths, operation, old, drafts, false);
  }

  /** Whether objects may be created as they stand in the files, some of which are drafts. */
  public static Question creating(List<String> paths, Drafts drafts) {
    return new Question(paths, Operation.CREATE, List.of(), drafts);
  }
}
