package dev.haetae.simulator.scheduling.devices;

import dev.haetae.simulator.scheduling.devices.ExpressionTokens.Kind;
import dev.haetae.simulator.scheduling.devices.ExpressionTokens.Token;
import dev.haetae.simulator.scheduling.devices.Term.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator of the part of CEL in which devices are usually selected: comparisons, {@code in},
 * logic with its ways about errors, optional fields, {@code has}, {@code cel.bind}, {@code exists},
 * {@code all}, and the functions of texts, quantities and versions.
 */
final class UsualExpressions implements DeviceExpressions {
  // Deeper nesting is nobody's expression.
  private static final int DEEPEST = 50;

  @Override
  public boolean matches(String expression, Device device) {
    Term term = new Parser(expression).parse();
    return ExpressionValues.truth(term.value(new Scope(device, Map.of("device", device))));
  }

  /** Reads an expression. */
  private static final class Parser {
    private final ExpressionTokens tokens;
    private int depth;

    Parser(String expression) {
      tokens = new ExpressionTokens(expression);
    }

    Term parse() {
      Term term = choice();
      if (tokens.peek().kind() != Kind.END) {
        throw tokens.unknown();
      }
      return term;
    }

    private Term choice() {
      if (++depth > DEEPEST) {
        throw tokens.unknown();
      }
      Term condition = or();
      depth--;
      if (!tokens.takeIf("?")) {
        return condition;
      }
      Term then = choice();
      tokens.expect(":");
      Term otherwise = choice();
      return scope ->
          (ExpressionValues.truth(condition.value(scope)) ? then : otherwise).value(scope);
    }

    private Term or() {
      Term left = and();
      while (tokens.takeIf("||")) {
        left = logic(left, and(), true);
      }
      return left;
    }

    private Term and() {
      Term left = comparison();
      while (tokens.takeIf("&&")) {
        left = logic(left, comparison(), false);
      }
      return left;
    }

    // What decides decides, even beside an error.
    private static Term logic(Term left, Term right, boolean decisive) {
      return scope -> {
        DeviceErrorException error;
        try {
          if (ExpressionValues.truth(left.value(scope)) == decisive) {
            return decisive;
          }
          return ExpressionValues.truth(right.value(scope));
        } catch (DeviceErrorException e) {
          error = e;
        }
        if (ExpressionValues.truth(right.value(scope)) == decisive) {
          return decisive;
        }
        throw error;
      };
    }

    private Term comparison() {
      Term left = sum();
      while (true) {
        Token token = tokens.peek();
        BinaryOperator<Object> operator = operator(token);
        if (operator == null) {
          return left;
        }
        tokens.take();
        left = applied(operator, left, sum());
      }
    }

    private static Term applied(BinaryOperator<Object> operator, Term left, Term right) {
      return scope -> operator.apply(left.value(scope), right.value(scope));
    }

    private static @Nullable BinaryOperator<Object> operator(Token token) {
      if (token.kind() == Kind.NAME && token.text().equals("in")) {
        return ExpressionValues::isIn;
      }
      if (token.kind() != Kind.SIGN) {
        return null;
      }
      return switch (token.text()) {
        case "==" -> ExpressionValues::equal;
        case "!=" -> (left, right) -> !ExpressionValues.equal(left, right);
        case "<" -> (left, right) -> ExpressionValues.compare(left, right) < 0;
        case "<=" -> (left, right) -> ExpressionValues.compare(left, right) <= 0;
        case ">" -> (left, right) -> ExpressionValues.compare(left, right) > 0;
        case ">=" -> (left, right) -> ExpressionValues.compare(left, right) >= 0;
        default -> null;
      };
    }

    private Term sum() {
      Term left = unary();
      while (tokens.peek().is("+") || tokens.peek().is("-")) {
        boolean minus = tokens.take().text().equals("-");
        left = applied((one, other) -> plus(one, other, minus), left, unary());
      }
      return left;
    }

    private static Object plus(Object one, Object other, boolean minus) {
      if (one instanceof Long left && other instanceof Long right) {
        return minus ? Math.subtractExact(left, right) : Math.addExact(left, right);
      }
      if (!minus && one instanceof String left && other instanceof String right) {
        return left + right;
      }
      throw new DeviceErrorException("no such overload");
    }

    private Term unary() {
      if (tokens.takeIf("!")) {
        Term operand = nested();
        return scope -> !ExpressionValues.truth(operand.value(scope));
      }
      if (tokens.takeIf("-")) {
        Term operand = nested();
        return scope -> plus(0L, operand.value(scope), true);
      }
      return member();
    }

    private Term nested() {
      if (++depth > DEEPEST) {
        throw tokens.unknown();
      }
      Term operand = unary();
      depth--;
      return operand;
    }

    private Term member() {
      Term term = primary();
      while (true) {
        if (tokens.takeIf(".")) {
          boolean optional = tokens.takeIf("?");
          String name = tokens.name();
          term = tokens.peek().is("(") ? method(term, name) : field(term, name, optional);
        } else if (tokens.takeIf("[")) {
          boolean optional = tokens.takeIf("?");
          Term key = choice();
          tokens.expect("]");
          term = new Term.Selection(term, key, optional);
        } else {
          return term;
        }
      }
    }

    private static Term field(Term of, String name, boolean optional) {
      return new Term.Selection(of, _ -> name, optional);
    }

    private Term primary() {
      Token token = tokens.take();
      return switch (token.kind()) {
        case STRING -> _ -> token.text();
        case INTEGER -> number(token.text());
        case NAME -> named(token.text());
        case SIGN -> enclosed(token);
        case END -> throw tokens.unknown();
      };
    }

    private Term number(String text) {
      if (text.length() > 18) {
        throw tokens.unknown();
      }
      Long number = Long.valueOf(text);
      return _ -> number;
    }

    private Term enclosed(Token token) {
      if (token.is("(")) {
        Term inner = choice();
        tokens.expect(")");
        return inner;
      }
      if (token.is("[")) {
        return list(terms("]"));
      }
      throw tokens.unknown();
    }

    private Term named(String name) {
      if (name.equals("true") || name.equals("false")) {
        return _ -> name.equals("true");
      }
      if (name.equals("cel") && tokens.takeIf(".")) {
        return bind();
      }
      if (!tokens.takeIf("(")) {
        return scope -> known(scope, name);
      }
      List<Term> arguments = terms(")");
      if (name.equals("has")
          && arguments.size() == 1
          && arguments.getFirst() instanceof Term.Selection selection) {
        return selection::isThere;
      }
      return scope -> {
        Object value = ExpressionValues.call(name, values(arguments, scope));
        if (value == null) {
          throw tokens.unknown();
        }
        return value;
      };
    }

    private Object known(Scope scope, String name) {
      Object value = scope.names().get(name);
      if (value == null) {
        throw tokens.unknown();
      }
      return value;
    }

    // cel.bind(name, value, expression)
    private Term bind() {
      if (!tokens.name().equals("bind")) {
        throw tokens.unknown();
      }
      tokens.expect("(");
      String name = tokens.name();
      tokens.expect(",");
      Term value = choice();
      tokens.expect(",");
      Term in = choice();
      tokens.expect(")");
      return scope -> in.value(scope.with(name, value.value(scope)));
    }

    private Term method(Term target, String name) {
      tokens.expect("(");
      if (name.equals("exists") || name.equals("all")) {
        return quantified(target, name.equals("exists"));
      }
      List<Term> arguments = terms(")");
      return scope -> {
        Object value = ExpressionValues.call(target.value(scope), name, values(arguments, scope));
        if (value == null) {
          throw tokens.unknown();
        }
        return value;
      };
    }

    private Term quantified(Term target, boolean exists) {
      String name = tokens.name();
      tokens.expect(",");
      Term condition = choice();
      tokens.expect(")");
      return scope -> {
        if (!(target.value(scope) instanceof List<?> list)) {
          throw tokens.unknown();
        }
        for (Object element : list) {
          Scope inner = scope.with(name, element);
          if (ExpressionValues.truth(condition.value(inner)) == exists) {
            return exists;
          }
        }
        return !exists;
      };
    }

    private List<Term> terms(String end) {
      List<Term> terms = new ArrayList<>();
      while (!tokens.takeIf(end)) {
        terms.add(choice());
        if (!tokens.peek().is(end)) {
          tokens.expect(",");
        }
      }
      return terms;
    }

    private static Term list(List<Term> terms) {
      return scope -> values(terms, scope);
    }

    private static List<Object> values(List<Term> terms, Scope scope) {
      List<Object> values = new ArrayList<>(terms.size());
      for (Term term : terms) {
        values.add(term.value(scope));
      }
      return values;
    }
  }
}
