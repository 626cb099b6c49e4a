package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * A step of a JSON Patch as users write it, which need not make sense.
 *
 * @param op such as {@code add}
 * @param path a JSON pointer to what it changes
 * @param from a JSON pointer to what it copies or moves; empty when nothing is written
 * @param value null when nothing is written
 */
public record PatchStep(String op, String path, String from, @Nullable Value value) {}
