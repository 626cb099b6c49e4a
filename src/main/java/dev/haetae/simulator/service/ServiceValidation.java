package dev.haetae.simulator.service;

import dev.haetae.simulator.service.ServicePorts.Entry;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The validation of a Service's ports, as {@code ValidateService} of the API server says it. */
final class ServiceValidation {
  private final ServicePorts ports;
  private final Set<String> errors = new LinkedHashSet<>();

  private ServiceValidation(ServicePorts ports) {
    this.ports = ports;
  }

  /** Everything that is wrong, in the API server's words and order; nothing when all is well. */
  static Set<String> errors(ServicePorts ports) {
    ServiceValidation validation = new ServiceValidation(ports);
    validation.validatePorts();
    validation.validateExternalTraffic();
    return validation.errors;
  }

  private void validatePorts() {
    if (ports.service().type().equals("ClusterIP")) {
      for (Entry entry : ports.entries()) {
        if (entry.nodePort() != 0) {
          add(entry, "Forbidden: may not be used when `type` is 'ClusterIP'");
        }
      }
    }
    Set<String> nodePorts = new HashSet<>();
    for (Entry entry : ports.entries()) {
      if (entry.nodePort() != 0 && !nodePorts.add(entry.protocol() + ' ' + entry.nodePort())) {
        add(entry, "Duplicate value: " + entry.nodePort());
      }
    }
    Set<String> numbers = new HashSet<>();
    for (Entry entry : ports.entries()) {
      if (!numbers.add(entry.protocol() + ' ' + entry.port())) {
        errors.add(entry.path() + ": Duplicate value: " + key(entry));
      }
    }
  }

  private void add(Entry entry, String problem) {
    errors.add(entry.nodePortPath() + ": " + problem);
    ports.trouble(entry.nodePortPath(), entry.nodePort(), problem, null);
  }

  // As Go prints the key that the validation compares by.
  private static String key(Entry entry) {
    return "{\"Name\":\"\",\"Protocol\":\""
        + entry.protocol()
        + "\",\"AppProtocol\":null,\"Port\":"
        + entry.port()
        + ",\"TargetPort\":0,\"NodePort\":0}";
  }

  private void validateExternalTraffic() {
    String policy = ports.externalTrafficPolicy();
    if (!ports.service().isExternal() && !policy.isEmpty()) {
      errors.add(
          "spec.externalTrafficPolicy: Invalid value: \""
              + policy
              + "\": may only be set for externally-accessible services");
    }
    long healthCheck = ports.healthCheckNodePort();
    if (!ports.service().needsHealthCheckPort() && healthCheck != 0) {
      String path = ServicePorts.HEALTH_CHECK_PATH;
      String problem =
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      errors.add(path + ": Invalid value: " + healthCheck + ": " + problem);
      ports.trouble(path, healthCheck, problem, null);
    }
  }
}
