package dev.haetae.resource.text;

import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.text.MarkedNode.Kind;
import dev.haetae.resource.text.MarkedNode.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Reads where the nodes of a document are written. It is for texts that {@link YamlReader} or
 * {@link JsonReader} has read already, within their limits.
 */
public final class MarkedYaml {
  private final ParserImpl parser;
  private final String text;
  // SnakeYAML counts code points. Null where each is one char.
  private final int @Nullable [] offsets;

  private MarkedYaml(ParserImpl parser, String text) {
    this.parser = parser;
    this.text = text;
    this.offsets = offsets(text);
  }

  /**
   * The root of the single document of {@code text}; null when there is none, or SnakeYAML cannot
   * read it (what JSON allows and YAML does not, a byte order mark in the text).
   */
  public static @Nullable MarkedNode read(String text) {
    if (text.indexOf('\ufeff') >= 0) {
      return null;
    }
    try {
      ParserImpl parser = YamlNodes.parser(text, 1, YamlNodes.options(Integer.MAX_VALUE - 1));
      if (!parser.checkEvent(Event.ID.StreamStart)) {
        return null;
      }
      var _ = parser.getEvent();
      if (!parser.checkEvent(Event.ID.DocumentStart)) {
        return null;
      }
      var _ = parser.getEvent();
      return new MarkedYaml(parser, text).node();
    } catch (YAMLException | UnreadableException e) {
      return null;
    }
  }

  private static int @Nullable [] offsets(String text) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return null;
    }
    int[] offsets = new int[points + 1];
    int at = 0;
    for (int i = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[points] = at;
    return offsets;
  }

  private int offset(Mark mark) {
    // Behind the end SnakeYAML reads a zero.
    int index = Math.min(mark.getIndex(), offsets == null ? text.length() : offsets.length - 1);
    return offsets == null ? index : offsets[index];
  }

  private MarkedNode node() {
    Event event = parser.getEvent();
    return switch (event) {
      case MappingStartEvent start -> mapping(start);
      case SequenceStartEvent start -> sequence(start);
      case ScalarEvent scalar -> scalar(scalar);
      case AliasEvent alias ->
          new MarkedNode(
              Kind.ALIAS,
              false,
              offset(alias.getStartMark()),
              offset(alias.getEndMark()),
              alias.getAnchor(),
              false,
              Style.PLAIN,
              "",
              List.of(),
              List.of());
      default -> throw new YAMLException("a node is expected");
    };
  }

  private MarkedNode scalar(ScalarEvent scalar) {
    Style style =
        switch (scalar.getScalarStyle()) {
          case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
          case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
          case LITERAL, FOLDED -> Style.BLOCK;
          case PLAIN -> Style.PLAIN;
        };
    return new MarkedNode(
        Kind.SCALAR,
        false,
        offset(scalar.getStartMark()),
        offset(scalar.getEndMark()),
        anchor(scalar),
        isTag(scalar.getTag()),
        style,
        scalar.getValue(),
        List.of(),
        List.of());
  }

  private MarkedNode sequence(SequenceStartEvent start) {
    List<MarkedNode> elements = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      elements.add(node());
    }
    int bracket = offset(parser.getEvent().getEndMark());
    boolean flow = start.getFlowStyle() == FlowStyle.FLOW;
    return new MarkedNode(
        Kind.SEQUENCE,
        flow,
        offset(start.getStartMark()),
        flow ? bracket : elements.isEmpty() ? offset(start.getEndMark()) : elements.getLast().end(),
        anchor(start),
        isTag(start.getTag()),
        Style.PLAIN,
        "",
        List.of(),
        elements);
  }

  private MarkedNode mapping(MappingStartEvent start) {
    List<Entry> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event written = parser.peekEvent();
      MarkedNode key = node();
      entries.add(new Entry(key, written instanceof ScalarEvent it ? name(it) : null, node()));
    }
    int bracket = offset(parser.getEvent().getEndMark());
    boolean flow = start.getFlowStyle() == FlowStyle.FLOW;
    return new MarkedNode(
        Kind.MAPPING,
        flow,
        offset(start.getStartMark()),
        flow
            ? bracket
            : entries.isEmpty() ? offset(start.getEndMark()) : entries.getLast().value().end(),
        anchor(start),
        isTag(start.getTag()),
        Style.PLAIN,
        "",
        entries,
        List.of());
  }

  private static @Nullable String name(ScalarEvent event) {
    String tag = event.getTag();
    boolean plain = event.getImplicit().canOmitTagInPlainScalar();
    ScalarNode node =
        new ScalarNode(
            isTag(tag) ? new Tag(tag) : YamlScalars.tag(plain),
            event.getValue(),
            event.getStartMark(),
            event.getEndMark(),
            event.getScalarStyle());
    return YamlScalars.isMerge(node) ? null : YamlScalars.key(node);
  }

  private static String anchor(NodeEvent event) {
    String anchor = event.getAnchor();
    return anchor == null ? "" : anchor;
  }

  private static boolean isTag(@Nullable String tag) {
    return tag != null && !tag.equals("!");
  }
}
