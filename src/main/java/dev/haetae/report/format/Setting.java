package dev.haetae.report.format;

import dev.haetae.report.text.Palette;
import java.util.function.Function;

/**
 * What formats need to know besides the report.
 *
 * @param version of Haetae
 * @param root the folder from which programs look for files
 * @param text the report for people, in colours
 */
public record Setting(String version, SourceRoot root, Function<Palette, String> text) {}
