package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.AddressSyntax;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import java.util.List;

/**
 * The validation of how a pod names itself and others, and of what it shares with its host.
 *
 * <p>Mirrors {@code validatePodDNSConfig}, {@code ValidateHostAliases}, {@code validateHostUsers}
 * and {@code validatePodHostNetworkDeps} of {@code pkg/apis/core/validation/validation.go}.
 */
final class HostSettings {
  private static final List<String> DNS_POLICIES =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
  private static final int MOST_NAMESERVERS = 3;
  private static final int MOST_SEARCHES = 32;
  private static final int MOST_SEARCH_LETTERS = 2048;

  private HostSettings() {}

  static void check(PodScope scope) {
    Part spec = scope.spec();
    spec.oneOfOrDefault("dnsPolicy", DNS_POLICIES);
    checkDns(spec);
    checkHostPorts(scope);
    checkHostUsers(scope);
    checkNames(scope);
    for (Part alias : spec.objects("hostAliases")) {
      String address = alias.text("ip");
      spec.causes().invalid(alias.at("ip"), address, AddressSyntax.address(address));
      List<String> names = alias.texts("hostnames");
      for (int i = 0; i < names.size() && !spec.causes().isFull(); i++) {
        spec.causes()
            .invalid(
                alias.at("hostnames").index(i), names.get(i), NameSyntax.subdomain(names.get(i)));
      }
    }
  }

  private static void checkDns(Part spec) {
    CauseList causes = spec.causes();
    Part config = spec.object("dnsConfig");
    List<String> servers = config.texts("nameservers");
    if (spec.text("dnsPolicy").equals("None")) {
      if (!spec.has("dnsConfig")) {
        causes.required(config.place(), "must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      }
      if (servers.isEmpty()) {
        causes.required(
            config.at("nameservers"),
            "must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    if (servers.size() > MOST_NAMESERVERS) {
      causes.invalid(
          config.at("nameservers"),
          config.get("nameservers"),
          "must not have more than " + MOST_NAMESERVERS + " nameservers");
    }
    for (int i = 0; i < servers.size() && !causes.isFull(); i++) {
      causes.invalid(
          config.at("nameservers").index(i), servers.get(i), AddressSyntax.address(servers.get(i)));
    }
    checkSearches(config);
    for (Part option : config.objects("options")) {
      if (option.text("name").isEmpty()) {
        causes.required(option.place(), "must not be empty");
      }
    }
  }

  private static void checkSearches(Part config) {
    CauseList causes = config.causes();
    List<String> searches = config.texts("searches");
    if (searches.size() > MOST_SEARCHES) {
      causes.invalid(
          config.at("searches"),
          config.get("searches"),
          "must not have more than " + MOST_SEARCHES + " search paths");
    }
    long letters = Math.max(0, searches.size() - 1);
    for (int i = 0; i < searches.size() && !causes.isFull(); i++) {
      String search = searches.get(i);
      letters += NameSyntax.bytes(search);
      if (!search.equals(".")) {
        String domain = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
        causes.invalid(
            config.at("searches").index(i), domain, NameSyntax.underscoreSubdomain(domain));
      }
    }
    if (letters > MOST_SEARCH_LETTERS) {
      causes.invalid(
          config.at("searches"),
          config.get("searches"),
          "must not have more than "
              + MOST_SEARCH_LETTERS
              + " characters (including spaces) in the search list");
    }
  }

  private static void checkHostPorts(PodScope scope) {
    if (!scope.hostNetwork()) {
      return;
    }
    for (Part container : scope.spec().objects("containers")) {
      for (Part port : container.objects("ports")) {
        long number = port.number("hostPort", 0);
        if (number != 0 && number != port.number("containerPort", 0)) {
          port.causes()
              .invalid(
                  port.at("hostPort"),
                  number,
                  "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }

  private static void checkHostUsers(PodScope scope) {
    if (scope.hostUsers()) {
      return;
    }
    Part spec = scope.spec();
    String detail = "when `hostUsers` is false";
    if (scope.hostNetwork()) {
      spec.causes().forbidden(spec.at("hostNetwork"), detail);
    }
    if (spec.flag("hostPID")) {
      spec.causes().forbidden(spec.at("HostPID"), detail);
    }
    if (spec.flag("hostIPC")) {
      spec.causes().forbidden(spec.at("HostIPC"), detail);
    }
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (Part container : spec.objects(list)) {
        if (container.list("volumeDevices").size() > 0) {
          spec.causes().forbidden(container.at("volumeDevices"), detail);
        }
      }
    }
  }

  private static void checkNames(PodScope scope) {
    Part spec = scope.spec();
    CauseList causes = spec.causes();
    for (String field : List.of("hostname", "subdomain")) {
      String name = spec.text(field);
      if (!name.isEmpty()) {
        causes.invalid(spec.at(field), name, NameSyntax.label(name));
      }
    }
    String override = spec.textOrNull("hostnameOverride");
    if (override == null) {
      return;
    }
    if (spec.flag("setHostnameAsFQDN")) {
      causes.forbidden(
          spec.at("hostnameOverride"), "may not be specified when setHostnameAsFQDN is true");
    }
    if (scope.hostNetwork()) {
      causes.forbidden(
          spec.at("hostnameOverride"), "may not be specified when hostNetwork is true");
    }
    if (NameSyntax.bytes(override) > 64) {
      causes.tooLong(spec.at("hostnameOverride"), 64);
    }
    causes.invalid(spec.at("hostnameOverride"), override, NameSyntax.subdomain(override));
  }
}
