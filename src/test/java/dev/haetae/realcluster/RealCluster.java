package dev.haetae.realcluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a {@link ControlPlane} as their parameter: one for the whole run, or
 * one of the class's own.
 *
 * <p>It is started for the first test that asks, so that without its programs each test aborts, and
 * is reported, by itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealCluster.Starter.class)
@interface RealCluster {
  /** Whether the class breaks it, or leaves in it what others would meet. */
  boolean own() default false;

  /** Starts what is asked for; it ends with the class or the run. */
  final class Starter implements BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RealCluster.class);

    // Aborted here a test has not run; aborted by a resolver it has failed.
    @Override
    public void beforeEach(ExtensionContext context) {
      var _ = Binaries.require();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ControlPlane.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Binaries binaries = Binaries.require();
      boolean own = context.getRequiredTestClass().getAnnotation(RealCluster.class).own();
      ExtensionContext owner = own ? context.getParent().orElseThrow() : context.getRoot();
      return owner
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(
              ControlPlane.class,
              _ -> {
                try {
                  return ControlPlane.start(binaries);
                } catch (Exception e) {
                  throw new IllegalStateException("the control plane does not start", e);
                }
              },
              ControlPlane.class);
    }
  }
}
