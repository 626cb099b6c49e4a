package dev.haetae.render.chart;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The schemas of a chart's values and of those of its dependencies, in archives too. One that goes
 * on elsewhere makes helm call out, past every proxy where it names this machine.
 */
final class ValuesSchemas {
  private static final String NAME = "values.schema.json";
  private static final String ARCHIVE = ".tgz";
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final Set<String> NAMES = Set.of("$id", "id");
  private static final String DRAFTS = "://json-schema.org/";
  // Of a header of tar: the name, the size in octal digits, the type.
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE = 124;
  private static final int TYPE = 156;
  private static final int SIZE_LENGTH = 12;
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 256 << 20;
  private static final int LARGEST = 16 << 20;
  private static final int DEEPEST = 4;

  private long bytes;
  private int files;
  private boolean found;

  private ValuesSchemas() {}

  /** Returns whether one of them goes on elsewhere, or there is too much to tell. */
  static boolean needsOthers(Path chart) {
    ValuesSchemas schemas = new ValuesSchemas();
    try {
      schemas.walk(chart);
    } catch (IOException e) {
      // What cannot be read here helm cannot read either.
      return schemas.found;
    }
    return schemas.found;
  }

  private void walk(Path chart) throws IOException {
    Files.walkFileTree(
        chart,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            found |= ++files > MOST_FILES;
            if (attributes.isRegularFile() && isWanted(file.toString())) {
              try (InputStream in = Files.newInputStream(file)) {
                look(file.toString(), in, 0);
              }
            }
            return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isWanted(String name) {
    return name.endsWith(NAME) || name.endsWith(ARCHIVE);
  }

  private void look(String name, InputStream in, int depth) throws IOException {
    if (name.endsWith(ARCHIVE)) {
      found |= depth > DEEPEST;
      if (!found) {
        unpack(new GZIPInputStream(in), depth);
      }
      return;
    }
    byte[] text = in.readNBytes(LARGEST);
    found |= text.length == LARGEST;
    try {
      for (Document document :
          JsonReader.documents(new String(text, StandardCharsets.UTF_8), Limits.FILES)) {
        found |= goesOn(document.root(), false);
      }
    } catch (UnreadableException e) {
      // Helm says why.
    }
  }

  private void unpack(InputStream archive, int depth) throws IOException {
    byte[] header = archive.readNBytes(BLOCK);
    String longer = "";
    while (!found && header.length == BLOCK && header[0] != 0) {
      boolean isOfNext = header[TYPE] == 'x' || header[TYPE] == 'L';
      String name = longer.isEmpty() ? text(header, 0, NAME_LENGTH) : longer;
      longer = "";
      long size = size(text(header, SIZE, SIZE_LENGTH).strip());
      bytes += size;
      found |= size < 0 || bytes > MOST_BYTES || ++files > MOST_FILES;
      long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
      found |= size > LARGEST && (isOfNext || isWanted(name));
      if (!found && (isOfNext || isWanted(name))) {
        byte[] entry = archive.readNBytes((int) padded);
        if (isOfNext) {
          longer = longer(new String(entry, StandardCharsets.UTF_8));
        } else {
          look(
              name,
              new ByteArrayInputStream(entry, 0, Math.min(entry.length, (int) size)),
              depth + 1);
        }
      } else if (!found) {
        archive.skipNBytes(padded);
      }
      header = archive.readNBytes(BLOCK);
    }
  }

  // A name of any length stands in an entry of its own, by itself or among other fields.
  private static String longer(String fields) {
    return fields.contains(NAME) ? NAME : fields.contains(ARCHIVE) ? ARCHIVE : "";
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static long size(String octal) {
    try {
      return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  // Within a schema that is named elsewhere, what names a file is elsewhere too.
  private static boolean goesOn(Value value, boolean isElsewhere) {
    if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        if (goesOn(array.get(i), isElsewhere)) {
          return true;
        }
      }
    }
    if (!(value instanceof ObjectValue object)) {
      return false;
    }
    boolean isNamed = isElsewhere;
    for (int i = 0; i < object.size(); i++) {
      isNamed |= NAMES.contains(object.key(i)) && isUrl(object.value(i));
    }
    for (int i = 0; i < object.size(); i++) {
      if (isElsewhere(object.key(i), object.value(i), isNamed)
          || goesOn(object.value(i), isNamed)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isElsewhere(String key, Value value, boolean isNamed) {
    if (key.equals("$schema")) {
      return isUrl(value) && !((StringValue) value).text().contains(DRAFTS);
    }
    return REFERENCES.contains(key)
        && value instanceof StringValue text
        && (isUrl(value) || (isNamed && !text.text().startsWith("#")));
  }

  private static boolean isUrl(Value value) {
    return value instanceof StringValue text && text.text().contains("://");
  }
}
