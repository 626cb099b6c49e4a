package dev.haetae.realcluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a {@link ControlPlane} as their parameter: one for all classes of the
 * same process of tests, which run one after another, or one of the class's own; and an {@link
 * Installation} in it with one server, registered and ready.
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

  /** What an {@link Installation} is installed with, as {@code helm --set} takes it. */
  String[] values() default {};

  /** Starts what is asked for; it ends with the class or the process of tests. */
  final class Starter implements BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RealCluster.class);

    // Aborted here a test has not run; aborted by a resolver it has failed.
    @Override
    public void beforeEach(ExtensionContext context) {
      Binaries binaries = Binaries.require();
      if (List.of(context.getRequiredTestMethod().getParameterTypes())
          .contains(Installation.class)) {
        var _ = binaries.require("helm");
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return type == ControlPlane.class || type == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      RealCluster asked = context.getRequiredTestClass().getAnnotation(RealCluster.class);
      Store store =
          asked.own()
              ? context.getParent().orElseThrow().getStore(NAMESPACE)
              : context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
      ControlPlane plane =
          once(store, ControlPlane.class, () -> ControlPlane.start(Binaries.require()));
      if (parameter.getParameter().getType() == ControlPlane.class) {
        return plane;
      }
      return once(
          store,
          Installation.class,
          () -> {
            Installation installation = new Installation(plane, List.of(asked.values()));
            try {
              var _ = installation.startReplica();
              return installation.awaitRegistered();
            } catch (Exception | AssertionError e) {
              installation.close();
              throw e;
            }
          });
    }

    private static <T> T once(Store store, Class<T> type, Callable<T> start) {
      return store.getOrComputeIfAbsent(
          type,
          _ -> {
            try {
              return start.call();
            } catch (Exception e) {
              throw new IllegalStateException(type.getSimpleName() + " does not start", e);
            }
          },
          type);
    }
  }
}
