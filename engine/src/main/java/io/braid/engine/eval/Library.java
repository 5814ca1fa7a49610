package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.sql.tree.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions by name. Filled once, then only read; shared between threads. */
final class Library {
    private final Map<String, Definition> functions = new HashMap<>();

    /** Opens an entry: the parameters that must be there. */
    Definition define(String name, Parameter... required) {
        Definition definition = new Definition(name, List.of(required));
        functions.put(name, definition);
        return definition;
    }

    Optional<Definition> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    Set<String> names() {
        return functions.keySet();
    }

    /** Arguments that fit, and where the call stands. */
    record Invocation(String name, List<Node> arguments, Position at, ExpressionCompiler compiler) {
        Node argument(int index) {
            return arguments.get(index);
        }

        int count() {
            return arguments.size();
        }
    }

    /** Makes the value of a call. */
    interface Builder {
        Node build(Invocation call);
    }

    /** The work of a function none of whose arguments is null. */
    interface Work {
        @Nullable
        Object apply(Object[] arguments);
    }

    /** One function. The methods are the words of its entry. */
    static final class Definition {
        private final String name;
        private final List<Parameter> required;
        private final List<Parameter> optional = new ArrayList<>();
        private @Nullable Parameter repeated;
        private boolean exact;
        private boolean mayBeNull;
        private @Nullable Builder builder;

        private Definition(String name, List<Parameter> required) {
            this.name = name;
            this.required = required;
        }

        Definition optional(Parameter... parameters) {
            optional.addAll(List.of(parameters));
            return this;
        }

        /** Any number more of these. */
        Definition repeated(Parameter parameter) {
            repeated = parameter;
            return this;
        }

        /** Gives what Flink gives, bit for bit. */
        Definition exact() {
            exact = true;
            return this;
        }

        /** Can be null though no argument is. */
        Definition mayBeNull() {
            mayBeNull = true;
            return this;
        }

        /** Null if an argument is null; else what the work says. */
        void gives(DataType type, Work work) {
            builder = call -> Node.ofMany(type, mayBeNull, call.arguments(), work::apply);
        }

        /** A function of one argument that has its argument's type. */
        void keepsType(Work work) {
            builder = call -> Node.ofMany(call.argument(0).type(), mayBeNull, call.arguments(), work::apply);
        }

        void builtBy(Builder special) {
            builder = special;
        }

        Node call(List<Node> arguments, Position at, ExpressionCompiler compiler) {
            int most = required.size() + optional.size();
            if (arguments.size() < required.size() || (repeated == null && arguments.size() > most)) {
                throw Problems.at(at, "function \"%s\" takes %s, not %d", name, counts(), arguments.size());
            }
            if (!exact) {
                compiler.inexact("function " + name);
            }
            List<Node> accepted = new ArrayList<>(arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                accepted.add(accepted(arguments.get(i), i, at));
            }
            if (builder == null) {
                throw new IllegalStateException("function without a body: " + name);
            }
            return builder.build(new Invocation(name, accepted, at, compiler));
        }

        private Node accepted(Node argument, int index, Position at) {
            Parameter parameter = parameter(index);
            Node accepted = parameter.accept(argument);
            if (accepted == null) {
                throw Problems.at(
                                at,
                                "function \"%s\" does not take %s as argument %d",
                                name,
                                argument.kindOfValue(),
                                index + 1)
                        .hint("it takes " + parameter.description() + "; CAST turns one type into another");
            }
            return accepted;
        }

        private Parameter parameter(int index) {
            if (index < required.size()) {
                return required.get(index);
            }
            int more = index - required.size();
            return more < optional.size() || repeated == null ? optional.get(more) : repeated;
        }

        private String counts() {
            int least = required.size();
            int most = least + optional.size();
            if (repeated != null) {
                return "at least " + plural(least);
            }
            return least == most ? plural(least) : least + " to " + plural(most);
        }

        private static String plural(int count) {
            return count == 1 ? "1 argument" : count + " arguments";
        }
    }
}
