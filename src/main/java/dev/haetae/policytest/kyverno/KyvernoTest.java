package dev.haetae.policytest.kyverno;

import dev.haetae.resource.Resource;
import java.util.List;

/**
 * A test as Kyverno's command line reads it.
 *
 * @param source the object as it was read
 * @param policies files and folders, from the folder of the test
 * @param resources files and folders
 * @param parameters files and folders of objects that policies may take for their parameters
 * @param values the file of namespaces and their labels; empty when there is none
 * @param user the file that says who asks; empty when there is none
 * @param results what is expected
 * @param passedOver how many results are of other kinds of policies
 */
public record KyvernoTest(
    Resource source,
    List<String> policies,
    List<String> resources,
    List<String> parameters,
    String values,
    String user,
    List<KyvernoResult> results,
    int passedOver) {
  /** A test that keeps its own copies. */
  public KyvernoTest {
    policies = List.copyOf(policies);
    resources = List.copyOf(resources);
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }
}
