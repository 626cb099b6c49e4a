package dev.haetae.rule.container;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import java.util.Set;

/**
 * An image is the same one on every node and on every day, and comes from where images may come
 * from.
 *
 * <p>Why: {@code localhost} is another machine on every node; {@code latest}, which is what no tag
 * means, is another image on every day, and nodes keep the one they pulled first.
 *
 * <p>Looks at {@code image} of all containers and at {@code image.reference} of volumes. Allowed: a
 * tag other than {@code latest}, or a digest whatever the tag; any registry when {@code registries}
 * lists none, and what lies below one of them, on whole segments.
 */
public final class ImageFromRegistry implements PodRule {
  private static final Reason MISSING = new Reason("ImageMissing", "A container names no image.");
  private static final Reason MALFORMED =
      new Reason("ImageMalformed", "An image's name cannot be read.");
  private static final Reason FROM_LOCALHOST =
      new Reason("ImageFromLocalhost", "An image comes from the node itself.");
  private static final Reason OTHER_REGISTRY =
      new Reason("ImageFromOtherRegistry", "An image comes from a registry that is not listed.");
  private static final Reason TAG_MISSING =
      new Reason("ImageTagMissing", "An image has neither a tag nor a digest.");
  private static final Reason TAG_LATEST =
      new Reason("ImageTagLatest", "An image has the tag latest and no digest.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "image-from-registry",
          "Images come from a registry, with a version.",
          Subjects.carriersAnd(),
          List.of(MISSING, MALFORMED, FROM_LOCALHOST, OTHER_REGISTRY, TAG_MISSING, TAG_LATEST));

  // Of other kinds the image may come from elsewhere: a runtime, a model server.
  private static final Set<String> GROUPS_WITH_IMAGE = Set.of("", "apps", "batch");
  private static final String PIN = "write its version as the tag, or a digest (@sha256:…)";

  private final Registries registries;
  private final boolean allowLatest;

  /** The rule with the parameters of a policy. */
  public ImageFromRegistry(Parameters parameters) {
    registries = new Registries(parameters);
    allowLatest = parameters.flag("allowLatest", false);
  }

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    boolean required = GROUPS_WITH_IMAGE.contains(pod.carrier().groupKind().group());
    for (ContainerView container : pod.containers()) {
      check(container.view(), "image", required, findings);
    }
    for (VolumeView volume : pod.volumes()) {
      check(volume.source("image"), "reference", false, findings);
    }
  }

  private void check(ObjectView view, String field, boolean required, Findings findings) {
    String written = view.text(field);
    if (!written.isEmpty()) {
      check(written, view, field, findings);
    } else if (required) {
      findings.violation(
          MISSING,
          view.path(field),
          Sentence.of("container %q has no image: no pod starts", view.text("name"))
              .instead("write [registry/]name:version"));
    }
  }

  private void check(String written, ObjectView view, String field, Findings findings) {
    ImageReference image = ImageReference.parse(written);
    if (image == null) {
      findings.violation(
          MALFORMED,
          view.path(field),
          Sentence.of("%q is no image: the kubelet says InvalidImageName, no pod starts", written)
              .instead("write [registry/]name:version, the name in lower case"));
      return;
    }
    if (!registries.include(image)) {
      reportRegistry(written, image, view.path(field), findings);
    }
    if (!allowLatest && image.digest().isEmpty()) {
      if (image.tag().isEmpty()) {
        findings.violation(
            TAG_MISSING,
            view.path(field),
            Sentence.of(
                    "%q has no tag, which means latest: another image every time somebody pushes"
                        + " one",
                    written)
                .instead(PIN));
      } else if (image.tag().equals("latest")) {
        findings.violation(
            TAG_LATEST,
            view.path(field),
            Sentence.of("%q is another image every time somebody pushes one", written)
                .instead(PIN));
      }
    }
  }

  private void reportRegistry(String written, ImageReference image, Path path, Findings findings) {
    if (image.isOfTheNode()) {
      findings.violation(
          FROM_LOCALHOST,
          path,
          Sentence.of("%q comes from localhost, which is another machine on every node", written)
              .instead("push it to a registry that every node reaches, and name that"));
    } else {
      findings.violation(
          OTHER_REGISTRY,
          path,
          Sentence.of(
                  "%q comes from %s; allowed are %s", written, image.registry(), registries.names())
              .instead("push it to %s and name it from there", registries.names().getFirst()));
    }
  }
}
