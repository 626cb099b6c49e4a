package dev.haetae.cluster.report;

import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.configuration.ReportSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An API of reports, the one that is preferred first. Its kinds are there or they are not. */
public enum ReportApi {
  /** {@code openreports.io}, which tools are moving to. */
  OPENREPORTS("openreports.io/v1alpha1", "Report", "reports"),
  /** {@code wgpolicyk8s.io}, which it grew from: its results have the same fields. */
  WGPOLICY("wgpolicyk8s.io/v1alpha2", "PolicyReport", "policyreports");

  /** The name of each report of ours. */
  static final String NAME = "haetae";

  private final String apiVersion;
  private final String kind;
  private final String plural;

  ReportApi(String apiVersion, String kind, String plural) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
  }

  /** The group and version, such as {@code openreports.io/v1alpha1}. */
  public String apiVersion() {
    return apiVersion;
  }

  /** The group, such as {@code openreports.io}. */
  public String group() {
    return apiVersion.substring(0, apiVersion.indexOf('/'));
  }

  /**
   * The kinds as URLs write them: the one of namespaces first, then the one of the whole cluster.
   */
  public List<String> plurals() {
    return List.of(plural, "cluster" + plural);
  }

  /**
   * The kind of a place's report.
   *
   * @param place a namespace; empty for the cluster
   */
  String kind(String place) {
    return place.isEmpty() ? "Cluster" + kind : kind;
  }

  /**
   * The path of all reports in a place.
   *
   * @param place a namespace; empty for the cluster
   */
  String path(String place) {
    String root = "/apis/" + apiVersion;
    return place.isEmpty()
        ? root + "/cluster" + plural
        : root + "/namespaces/" + place + '/' + plural;
  }

  /** Returns whether an API server serves both kinds. */
  boolean isServed(Discovery discovery) throws RequestFailedException, InterruptedException {
    Set<String> served = new HashSet<>();
    try {
      discovery.kinds(apiVersion).forEach(version -> served.add(version.plural()));
    } catch (RequestFailedException e) {
      if (e.code() != 404) {
        throw e;
      }
    }
    return served.containsAll(plurals());
  }

  /** The APIs that are served, the one that is preferred first. */
  public static List<ReportApi> served(Discovery discovery)
      throws RequestFailedException, InterruptedException {
    List<ReportApi> served = new ArrayList<>();
    for (ReportApi api : values()) {
      if (api.isServed(discovery)) {
        served.add(api);
      }
    }
    return served;
  }

  /** Returns whether reports may be written in it. */
  public boolean isAllowed(ReportSettings settings) {
    return switch (settings.api()) {
      case AUTO -> true;
      case OPENREPORTS -> this == OPENREPORTS;
      case WGPOLICY -> this == WGPOLICY;
    };
  }

  /** The groups and versions that the settings name, in words for a message. */
  public static String wanted(ReportSettings settings) {
    return switch (settings.api()) {
      case AUTO -> OPENREPORTS.apiVersion + " or " + WGPOLICY.apiVersion;
      case OPENREPORTS -> OPENREPORTS.apiVersion;
      case WGPOLICY -> WGPOLICY.apiVersion;
    };
  }
}
