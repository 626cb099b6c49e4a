package dev.haetae.cel.library;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.haetae.cel.library.kind.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A collector of the functions of one library, overload by overload. */
final class Functions {
  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  /** A global function without an argument; its value never changes. */
  @SuppressWarnings("Immutable") // So says the caller.
  Functions constant(String name, Kind<?> result, Object value) {
    declare(name, CelOverloadDecl.newGlobalOverload(name, result.type(), List.of()));
    bindings.add(CelFunctionBinding.from(name, List.of(), _ -> value));
    return this;
  }

  /** A global function of one argument. */
  <A> Functions global(
      String name, String id, Kind<?> result, Kind<A> argument, CelFunctionOverload.Unary<A> body) {
    declare(name, CelOverloadDecl.newGlobalOverload(id, result.type(), List.of(argument.type())));
    bindings.add(CelFunctionBinding.from(id, argument.form(), body));
    return this;
  }

  /** A global function of two arguments. */
  <A, B> Functions global(
      String name,
      String id,
      Kind<?> result,
      Kind<A> first,
      Kind<B> second,
      CelFunctionOverload.Binary<A, B> body) {
    declare(
        name,
        CelOverloadDecl.newGlobalOverload(id, result.type(), List.of(first.type(), second.type())));
    bindings.add(CelFunctionBinding.from(id, first.form(), second.form(), body));
    return this;
  }

  /** A function of a receiver. */
  <A> Functions member(
      String name, String id, Kind<?> result, Kind<A> receiver, CelFunctionOverload.Unary<A> body) {
    declare(name, CelOverloadDecl.newMemberOverload(id, result.type(), List.of(receiver.type())));
    bindings.add(CelFunctionBinding.from(id, receiver.form(), body));
    return this;
  }

  /** A function of a receiver and an argument. */
  <A, B> Functions member(
      String name,
      String id,
      Kind<?> result,
      Kind<A> receiver,
      Kind<B> argument,
      CelFunctionOverload.Binary<A, B> body) {
    declare(
        name,
        CelOverloadDecl.newMemberOverload(
            id, result.type(), List.of(receiver.type(), argument.type())));
    bindings.add(CelFunctionBinding.from(id, receiver.form(), argument.form(), body));
    return this;
  }

  /** A function of a receiver and two arguments or more. */
  Functions member(
      String name, String id, Kind<?> result, CelFunctionOverload body, Kind<?>... arguments) {
    List<CelType> types = Arrays.stream(arguments).<CelType>map(Kind::type).toList();
    List<Class<?>> forms = new ArrayList<>();
    for (Kind<?> argument : arguments) {
      forms.add(argument.form());
    }
    declare(name, CelOverloadDecl.newMemberOverload(id, result.type(), types));
    bindings.add(
        forms.size() == 2 ? ofTwo(id, forms, body) : CelFunctionBinding.from(id, forms, body));
    return this;
  }

  // The runtime calls a function of two arguments with both, not with a list of them.
  private static CelFunctionBinding ofTwo(
      String id, List<Class<?>> forms, CelFunctionOverload body) {
    return CelFunctionBinding.from(
        id,
        forms.get(0),
        forms.get(1),
        (first, second) -> body.apply(new Object[] {first, second}));
  }

  private void declare(String name, CelOverloadDecl overload) {
    overloads.computeIfAbsent(name, _ -> new ArrayList<>()).add(overload);
  }

  CelLibrary library() {
    List<CelFunctionDecl> declarations = new ArrayList<>();
    overloads.forEach(
        (name, list) -> declarations.add(CelFunctionDecl.newFunctionDeclaration(name, list)));
    return new CelLibrary(declarations, bindings, List.of());
  }
}
