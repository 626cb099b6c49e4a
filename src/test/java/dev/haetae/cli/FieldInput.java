package dev.haetae.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An input from the field, {@code src/test/resources/field}, with the world that it meets. */
final class FieldInput {
  private static final Path FOLDER = Path.of("src/test/resources/field");

  private FieldInput() {}

  /** The path of an input. */
  static String path(String input) {
    return FOLDER.resolve(input).toString();
  }

  /** Runs {@code check} on an input, in its world and by its policies, and has it tell all. */
  static Trial check(String input, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-v");
    return run("check", input, all.toArray(String[]::new));
  }

  /** Runs {@code predict} on an input, in its world and by its policies. */
  static Trial predict(String input, String... options) {
    return run("predict", input, options);
  }

  private static Trial run(String command, String input, String... options) {
    Path folder = requireNonNull(FOLDER.resolve(input).getParent());
    Path world = folder.resolve("world.yaml");
    Path policy = folder.resolve("policy.yaml");
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add(path(input));
    arguments.add("-i");
    arguments.add((Files.exists(world) ? world : FOLDER.resolve("world.yaml")).toString());
    if (Files.exists(policy)) {
      arguments.add("--policy");
      arguments.add(policy.toString());
    }
    arguments.addAll(List.of(options));
    return Trial.of(arguments.toArray(String[]::new));
  }
}
