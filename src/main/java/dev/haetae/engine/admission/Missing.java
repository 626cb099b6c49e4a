package dev.haetae.engine.admission;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is missing where a request is made of a file, and how to give it. */
final class Missing {
  private Missing() {}

  /**
   * What would have something decided.
   *
   * @param names of what is not known, such as {@code request.userInfo}
   */
  static String advice(List<String> names) {
    Set<String> advice = new LinkedHashSet<>();
    for (String name : names) {
      advice.add(advice(name));
    }
    return String.join("; ", advice);
  }

  private static String advice(String name) {
    if (name.startsWith("request.userInfo")) {
      return "say who asks: --as USER,GROUP";
    }
    if (name.startsWith("namespaceObject")) {
      return "add the Namespace: -i namespaces.yaml";
    }
    if (name.startsWith("params")) {
      return "add its parameters beside the policy, or -i";
    }
    if (name.startsWith("definition of ")) {
      return "add the CustomResourceDefinition of its parameters: -i";
    }
    if (name.startsWith("oldObject")) {
      return "add the object before the change: --old";
    }
    if (name.startsWith("authorizer")) {
      return "only the cluster knows who may do what: --against cluster";
    }
    return name + " is known to the cluster alone: --against cluster";
  }
}
