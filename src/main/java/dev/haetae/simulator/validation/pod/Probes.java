package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.ValueSyntax;
import java.util.List;

/**
 * The validation of probes and of the handlers of a container's life.
 *
 * <p>Mirrors {@code validateProbe}, {@code validateHandler} and {@code validateLifecycle} of {@code
 * pkg/apis/core/validation/validation.go}. A {@code stopSignal} is dropped before, as 1.36 has it
 * switched off.
 */
public final class Probes {
  private static final List<String> PROBE_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> LIFECYCLE_HANDLERS =
      List.of("exec", "httpGet", "tcpSocket", "sleep");
  private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");

  private Probes() {}

  /** Checks the probes and the life of a container that has them. */
  static void check(Part container, PodScope scope) {
    if (container.has("lifecycle")) {
      checkLifecycle(container.object("lifecycle"), scope.gracePeriod());
    }
    for (String field : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.has(field)) {
        Part probe = container.object(field);
        checkProbe(probe, scope.gracePeriod());
        boolean readiness = field.equals("readinessProbe");
        long successes = probe.number("successThreshold", 1);
        if (!readiness && successes != 1 && successes != 0) {
          probe.causes().invalid(probe.at("successThreshold"), successes, "must be 1");
        }
        if (readiness && probe.has("terminationGracePeriodSeconds")) {
          probe
              .causes()
              .invalid(
                  probe.at("terminationGracePeriodSeconds"),
                  probe.get("terminationGracePeriodSeconds"),
                  "must not be set for readinessProbes");
        }
      }
    }
  }

  private static void checkProbe(Part probe, long gracePeriod) {
    checkHandler(probe, PROBE_HANDLERS, gracePeriod);
    probe.nonNegative(
        "initialDelaySeconds",
        "timeoutSeconds",
        "periodSeconds",
        "successThreshold",
        "failureThreshold");
    Long grace = probe.number("terminationGracePeriodSeconds");
    if (grace != null && grace <= 0) {
      probe
          .causes()
          .invalid(probe.at("terminationGracePeriodSeconds"), grace, "must be greater than 0");
    }
  }

  private static void checkHandler(Part part, List<String> handlers, long gracePeriod) {
    CauseList causes = part.causes();
    int found = 0;
    for (String name : handlers) {
      if (!part.has(name)) {
        continue;
      }
      found++;
      if (found > 1) {
        causes.forbidden(part.at(name), "may not specify more than 1 handler type");
        continue;
      }
      Part handler = part.object(name);
      switch (name) {
        case "exec" -> handler.require("command");
        case "httpGet" -> checkHttp(handler);
        case "sleep" -> {
          long seconds = handler.number("seconds", 0);
          if (seconds < 0 || seconds > gracePeriod) {
            causes.invalid(
                handler.place(),
                seconds,
                "must be non-negative and less than terminationGracePeriodSeconds ("
                    + gracePeriod
                    + ")");
          }
        }
        default -> checkPort(handler, "port");
      }
    }
    if (found == 0) {
      causes.required(part.place(), "must specify a handler type");
    }
  }

  private static void checkHttp(Part http) {
    CauseList causes = http.causes();
    checkPort(http, "port");
    http.oneOfOrDefault("scheme", SCHEMES);
    for (Part header : http.objects("httpHeaders")) {
      String name = header.text("name");
      causes.invalid(http.at("httpHeaders"), name, ValueSyntax.header(name));
    }
  }

  /** Checks a port by its number or name; an absent one is the number 0. */
  public static void checkPort(Part part, String field) {
    if (part.get(field) instanceof StringValue text) {
      part.causes().invalid(part.at(field), text.text(), ValueSyntax.portName(text.text()));
    } else {
      long number =
          part.get(field) instanceof NumberValue written && written.isInteger()
              ? written.integer()
              : 0;
      for (String fault : ValueSyntax.portNumber(number)) {
        part.causes().invalid(part.at(field), number, fault);
      }
    }
  }

  private static void checkLifecycle(Part lifecycle, long gracePeriod) {
    for (String field : List.of("postStart", "preStop")) {
      if (lifecycle.has(field)) {
        checkHandler(lifecycle.object(field), LIFECYCLE_HANDLERS, gracePeriod);
      }
    }
  }
}
