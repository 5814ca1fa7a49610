package io.braid.engine.query;

import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What DESCRIBE says of an application, gathered while it is understood. Used by one thread. */
final class ApplicationPlan {
    private record Ddl(Described relation, boolean virtual) {}

    private final List<Ddl> ddls = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final Set<Described> sources = new LinkedHashSet<>();
    private final Set<Described> sinks = new LinkedHashSet<>();

    void statement(String text) {
        statements.add(text);
    }

    void creates(Described relation, boolean virtual) {
        ddls.add(new Ddl(relation, virtual));
    }

    void reads(Described relation) {
        sources.add(relation);
    }

    void writes(Described relation) {
        sinks.add(relation);
    }

    Explanation explanation() {
        StringBuilder json = new StringBuilder("{\"ddls\":[");
        for (int i = 0; i < ddls.size(); i++) {
            json.append(i == 0 ? "" : ",");
            ddls.get(i).relation().append(json, ddls.get(i).virtual());
        }
        json.append("],\"statements\":[");
        for (int i = 0; i < statements.size(); i++) {
            json.append(i == 0 ? "" : ",");
            Explanation.text(json, statements.get(i));
        }
        relations(json.append("],\"sources\":["), sources);
        relations(json.append("],\"sinks\":["), sinks);
        return Explanation.written("APPLICATION", json.append("]}").toString());
    }

    private static void relations(StringBuilder json, Set<Described> relations) {
        boolean first = true;
        for (Described relation : relations) {
            json.append(first ? "" : ",");
            relation.append(json, false);
            first = false;
        }
    }
}
