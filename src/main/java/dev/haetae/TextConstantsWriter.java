package dev.haetae;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes constants of the texts that come with Haetae, by writing the class files anew that are
 * there for them; a step of the build.
 */
final class TextConstantsWriter {
  private static final String SCHEMA = "dev/haetae/schema/";
  private static final int MOST_BYTES = 65_535;

  private TextConstantsWriter() {}

  /**
   * Writes the class files.
   *
   * @param arguments the root of the class path, where the texts and the classes are
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    SortedMap<String, String> texts = texts(root);
    // A schema sees nothing of resources.
    SortedMap<String, String> tables = texts.subMap(SCHEMA, SCHEMA + Character.MAX_VALUE);
    write(root, SCHEMA + "TableConstants", tables);
    tables.clear();
    write(root, "dev/haetae/resource/tree/TextConstants", texts);
  }

  // The policies with their pages, and all tables.
  private static SortedMap<String, String> texts(Path root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = root.relativize(file).toString().replace('\\', '/');
        boolean isTable = path.startsWith("dev/haetae/") && path.endsWith(".txt");
        if (isTable || path.startsWith("policies/")) {
          texts.put(path, Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static void write(Path root, String name, SortedMap<String, String> texts)
      throws IOException {
    Path file = root.resolve(name + ".class");
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Files.write(file, classFile(ClassDesc.ofInternalName(name), texts));
  }

  private static byte[] classFile(ClassDesc name, SortedMap<String, String> texts) {
    // As the compiler's --release: a newer JDK may build what a Java of that version runs.
    return ClassFile.of()
        .build(
            name,
            type ->
                type.withVersion(ClassFile.JAVA_25_VERSION, 0)
                    .withFlags(ClassFile.ACC_FINAL)
                    .withMethodBody(
                        "of",
                        MethodTypeDesc.of(CD_String, CD_String),
                        ClassFile.ACC_STATIC,
                        code -> {
                          texts.forEach((path, text) -> addCase(code, path, text));
                          code.aconst_null().areturn();
                        }));
  }

  private static void addCase(CodeBuilder code, String path, String text) {
    code.aload(0)
        .loadConstant(path)
        .invokevirtual(CD_String, "equals", MethodTypeDesc.of(CD_boolean, CD_Object))
        .ifThen(found -> {
          List<String> pieces = pieces(text);
          found.loadConstant(pieces.getFirst());
          for (String piece : pieces.subList(1, pieces.size())) {
            found
                .loadConstant(piece)
                .invokevirtual(CD_String, "concat", MethodTypeDesc.of(CD_String, CD_String));
          }
          found.areturn();
        });
  }

  // A constant has up to so many bytes; a letter one, or up to three beyond ASCII.
  private static List<String> pieces(String text) {
    boolean isAscii = text.chars().allMatch(letter -> letter > 0 && letter < 0x80);
    int longest = isAscii ? MOST_BYTES : MOST_BYTES / 3;
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < text.length() || start == 0; start += longest) {
      pieces.add(text.substring(start, Math.min(start + longest, text.length())));
    }
    return pieces;
  }
}
