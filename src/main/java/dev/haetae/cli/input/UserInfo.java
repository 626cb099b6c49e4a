package dev.haetae.cli.input;

import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The user that a request is made as, by name and groups, as the API server would know it. */
public final class UserInfo {
  private static final String ANONYMOUS = "system:anonymous";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private UserInfo() {}

  /**
   * The {@code userInfo} of a request, with the groups that the API server itself adds.
   *
   * @param words the name, then groups, apart by commas
   * @throws UsageException when there is no name, or a group is empty
   */
  public static ObjectValue of(String words) {
    List<String> parts = List.of(words.split(",", -1));
    if (parts.contains("")) {
      throw new UsageException("--as takes a user and groups, apart by commas: --as jane,team-a");
    }
    String name = parts.getFirst();
    Set<String> groups = new LinkedHashSet<>(parts.subList(1, parts.size()));
    if (name.startsWith(SERVICE_ACCOUNT) && groups.isEmpty()) {
      String namespace = name.substring(SERVICE_ACCOUNT.length()).split(":", 2)[0];
      groups.add("system:serviceaccounts");
      groups.add("system:serviceaccounts:" + namespace);
    }
    groups.add(name.equals(ANONYMOUS) ? "system:unauthenticated" : "system:authenticated");
    return new ObjectValue.Builder(2)
        .put("username", name)
        .put("groups", ArrayValue.ofTexts(new ArrayList<>(groups)))
        .build();
  }
}
