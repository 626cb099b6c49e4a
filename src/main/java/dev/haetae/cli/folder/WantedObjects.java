package dev.haetae.cli.folder;

import dev.haetae.resource.Carriers;
import java.util.Set;

/**
 * The objects that a run wants of the files that it is given.
 *
 * @param defaultNamespace the namespace of objects that name none
 * @param carriers the kinds that carry pod specs
 * @param unread the kinds that it leaves out
 * @param mayBeEmpty whether an empty List is worth having named its file
 */
public record WantedObjects(
    String defaultNamespace, Carriers carriers, Set<String> unread, boolean mayBeEmpty) {
  /** The kinds that no rule looks up and nothing is predicted of, however many and large. */
  public static final Set<String> UNSEEN = Set.of("CustomResourceDefinition");

  /** The objects that a run is about, but for the kinds {@code unread}. */
  public static WantedObjects ofRun(
      String defaultNamespace, Carriers carriers, Set<String> unread) {
    return new WantedObjects(defaultNamespace, carriers, unread, false);
  }

  /** Those of a saved inventory, of which an empty List says that there is nothing. */
  public static WantedObjects ofInventory(String defaultNamespace, Carriers carriers) {
    return new WantedObjects(defaultNamespace, carriers, UNSEEN, true);
  }
}
