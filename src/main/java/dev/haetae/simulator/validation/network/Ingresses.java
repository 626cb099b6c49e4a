package dev.haetae.simulator.validation.network;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.field.ValueSyntax;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.List;

/**
 * The validation of Ingresses.
 *
 * <p>Mirrors {@code ValidateIngressCreate} of {@code pkg/apis/networking/validation/validation.go}.
 */
public final class Ingresses {
  private static final String CLASS = "kubernetes.io/ingress.class";
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final List<String> SEQUENCES = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> ENDS = List.of("/..", "/.");

  private final Part spec;
  private final CauseList causes;

  private Ingresses(Part ingress) {
    this.spec = ingress.object("spec");
    this.causes = ingress.causes();
  }

  /** Checks a new Ingress. */
  public static void check(Part ingress) {
    checkItself(ingress);
    ObjectValue annotations = ingress.object("metadata").map("annotations");
    String named = ingress.object("spec").textOrNull("ingressClassName");
    String old = annotations.text(CLASS);
    if (named != null && annotations.has(CLASS) && !old.equals(named)) {
      ingress
          .causes()
          .invalid(
              Place.of("annotations", CLASS),
              old,
              "must match `ingressClassName` when both are specified");
    }
  }

  /** Checks a changed Ingress. */
  public static void checkUpdate(Part ingress, Part old) {
    Metadata.checkUpdate(ingress, old);
    checkItself(ingress);
  }

  private static void checkItself(Part ingress) {
    Metadata.check(ingress, NameSyntax::subdomain);
    new Ingresses(ingress).check();
  }

  private void check() {
    ArrayValue rules = spec.list("rules");
    if (rules.size() == 0 && !spec.has("defaultBackend")) {
      causes.invalid(
          spec.place(), NullValue.NULL, "either `defaultBackend` or `rules` must be specified");
    }
    Part backend = spec.objectOrNull("defaultBackend");
    if (backend != null) {
      checkBackend(backend);
    }
    for (Part rule : spec.objects("rules")) {
      String host = rule.text("host");
      if (!host.isEmpty()) {
        if (AddressSyntax.parse(host, true) != null) {
          causes.invalid(rule.at("host"), host, "must be a DNS name, not an IP address");
        }
        checkHost(rule.at("host"), host);
      }
      Part http = rule.objectOrNull("http");
      if (http != null) {
        http.require("paths");
        http.objects("paths").forEach(this::checkPath);
      }
    }
    for (Part secured : spec.objects("tls")) {
      List<String> hosts = secured.texts("hosts");
      for (int i = 0; i < hosts.size() && !causes.isFull(); i++) {
        checkHost(secured.at("hosts").index(i), hosts.get(i));
      }
      String secret = secured.text("secretName");
      if (!secret.isEmpty()) {
        causes.invalid(secured.at("secretName"), secret, NameSyntax.subdomain(secret));
      }
    }
    String name = spec.textOrNull("ingressClassName");
    if (name != null) {
      causes.invalid(spec.at("ingressClassName"), name, NameSyntax.subdomain(name));
    }
  }

  private void checkHost(Place place, String host) {
    boolean wild = host.indexOf('*') >= 0;
    causes.invalid(place, host, wild ? NameSyntax.wildcard(host) : NameSyntax.subdomain(host));
  }

  private void checkPath(Part path) {
    String type = path.textOrNull("pathType");
    if (type == null) {
      causes.required(path.at("pathType"), "pathType must be specified");
      return;
    }
    path.oneOf("pathType", PATH_TYPES);
    String text = path.text("path");
    Place place = path.at("path");
    boolean exact = type.equals("Exact") || type.equals("Prefix");
    boolean known = exact || (type.equals("ImplementationSpecific") && !text.isEmpty());
    if (known && !text.startsWith("/")) {
      causes.invalid(place, text, "must be an absolute path");
    }
    if (exact) {
      for (String sequence : SEQUENCES) {
        if (text.contains(sequence)) {
          causes.invalid(place, text, "must not contain '" + sequence + "'");
        }
      }
      for (String end : ENDS) {
        if (text.endsWith(end)) {
          causes.invalid(place, text, "cannot end with '" + end + "'");
        }
      }
    }
    checkBackend(path.object("backend"));
  }

  private void checkBackend(Part backend) {
    Part resource = backend.objectOrNull("resource");
    Part service = backend.objectOrNull("service");
    if (resource != null && service != null) {
      causes.invalid(backend.place(), "", "cannot set both resource and service backends");
    } else if (resource != null) {
      checkReference(resource);
    } else if (service != null) {
      checkService(backend, service);
    } else {
      causes.invalid(backend.place(), "", "resource or service backend is required");
    }
  }

  private void checkReference(Part resource) {
    String group = resource.textOrNull("apiGroup");
    if (group != null) {
      causes.invalid(resource.at("apiGroup"), group, NameSyntax.subdomain(group));
    }
    for (String field : List.of("kind", "name")) {
      resource.require(field);
      String text = resource.text(field);
      causes.invalid(resource.at(field), text, NameSyntax.pathSegment(text));
    }
  }

  private void checkService(Part backend, Part service) {
    service.require("name");
    String name = service.text("name");
    if (!name.isEmpty()) {
      causes.invalid(service.at("name"), name, NameSyntax.label(name));
    }
    Part port = service.object("port");
    String portName = port.text("name");
    long number = port.number("number", 0);
    if (!portName.isEmpty() && number != 0) {
      causes.invalid(backend.place(), "", "cannot set both port name & port number");
    } else if (!portName.isEmpty()) {
      causes.invalid(port.at("name"), portName, ValueSyntax.portName(portName));
    } else if (number != 0) {
      for (String fault : ValueSyntax.portNumber(number)) {
        causes.invalid(port.at("number"), number, fault);
      }
    } else {
      causes.required(backend.place(), "port name or number is required");
    }
  }
}
