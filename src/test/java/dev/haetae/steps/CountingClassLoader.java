package dev.haetae.steps;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads Haetae's own classes once more, so that they count what they do ({@link Steps}): each call,
 * each turn of a loop, and what a few methods of the JDK do for them.
 *
 * <p>Classes that both sides share, the JDK's and those of this package, are loaded only once.
 */
public final class CountingClassLoader extends ClassLoader {
  private static final String OWN = "dev.haetae.";
  private static final String SHARED = "dev.haetae.steps.";
  private static final ClassDesc STEPS = Steps.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private static final Pattern READERS =
      Pattern.compile("dev\\.haetae\\.resource\\.(\\w+Reader|OpenValues|Utf8|Yaml\\w+)(\\$.*)?");

  private final ClassLoader shared;
  private final boolean readersToo;
  private final Map<String, MethodTypeDesc> replacements = new HashMap<>();

  /**
   * A loader of the classes that {@code shared} loads.
   *
   * @param readersToo whether what reads texts is counted as well, which comes before a review
   */
  public CountingClassLoader(ClassLoader shared, boolean readersToo) {
    super("counting", shared);
    this.shared = shared;
    this.readersToo = readersToo;
    for (Method method : Steps.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() > 0) {
        MethodTypeDesc type =
            MethodTypeDesc.ofDescriptor(
                java.lang.invoke.MethodType.methodType(
                        method.getReturnType(), method.getParameterTypes())
                    .descriptorString());
        replacements.put(method.getName() + type.descriptorString(), type);
      }
    }
  }

  /** Makes an object of a class that counts, by its constructor without parameters. */
  public <T> T make(Class<T> type, String name) {
    try {
      var constructor = loadClass(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN) || name.startsWith(SHARED)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = shared.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      if (readersToo || !READERS.matcher(name).matches()) {
        bytes = counting(bytes);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] counting(byte[] bytes) {
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(bytes);
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(CountingBody::new)));
  }

  /** Counts the beginning of a method, its branches back, and the calls that have replacements. */
  private final class CountingBody implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder builder) {
      builder.invokestatic(STEPS, "step", NOTHING);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof LabelTarget target) {
        passed.add(target.label());
      } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
        builder.invokestatic(STEPS, "step", NOTHING);
      } else if (element instanceof InvokeInstruction call) {
        MethodTypeDesc replacement = replacement(call);
        if (replacement != null) {
          builder.invokestatic(STEPS, call.name().stringValue(), replacement);
          return;
        }
      }
      builder.with(element);
    }

    private @Nullable MethodTypeDesc replacement(InvokeInstruction call) {
      String owner = call.owner().asInternalName();
      if (!owner.startsWith("java/")) {
        return null;
      }
      MethodTypeDesc type = call.typeSymbol();
      boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
      if (call.opcode() == Opcode.INVOKESPECIAL) {
        return null;
      }
      if (isStatic) {
        return owner.equals("java/util/Set") || owner.equals("java/util/Map")
            ? replacements.get(call.name().stringValue() + type.descriptorString())
            : null;
      }
      for (String receiver : receivers(owner)) {
        MethodTypeDesc whole = type.insertParameterTypes(0, ClassDesc.ofInternalName(receiver));
        MethodTypeDesc found =
            replacements.get(call.name().stringValue() + whole.descriptorString());
        if (found != null) {
          return found;
        }
      }
      return null;
    }

    private static Set<String> receivers(String owner) {
      return switch (owner) {
        case "java/util/List", "java/util/ArrayList" ->
            Set.of("java/util/List", "java/util/Collection");
        case "java/util/Collection" -> Set.of("java/util/Collection");
        default -> Set.of(owner);
      };
    }
  }
}
