package dev.haetae.render;

import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.List;

/** What came of rendering: a text of objects that knows where they come from. */
public interface Rendering {
  /** The file that makes it one: the {@code Chart.yaml}, the kustomization. */
  String file();

  /** The objects as YAML documents; empty when nothing could be rendered. */
  String text();

  /** The reasons why nothing could be rendered. */
  List<Problem> problems();

  /** The files that places may lie in, by the names that places give them. */
  List<String> sources();

  /** The origin of an object that was read from the text. */
  Origin origin(Resource object);

  /** A problem with the text as one with the source that it comes from. */
  Problem placed(Problem problem);

  /** What there is to say when it holds no object. */
  String emptiness();
}
