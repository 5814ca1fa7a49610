package io.braid.engine.listing;

import io.braid.spi.DataType;
import java.util.List;

/** Kinds of objects that the language has and nothing can make yet: right columns, no rows. */
final class EmptyListings {
    private static final List<Fact<Void>> MADE = List.of(text("owner"), time("created_at"), time("updated_at"));
    private static final List<Fact<Void>> AUDIT = List.of(
            text("owner"),
            text("created_by_role"),
            flag("created_by_role_deleted"),
            text("created_by"),
            time("created_at"),
            text("updated_by_role"),
            flag("updated_by_role_deleted"),
            text("updated_by"),
            time("updated_at"),
            text("organization_id"));

    private EmptyListings() {}

    static Listing<Void> descriptorSources() {
        List<Fact<Void>> facts = List.of(text("name"), text("type"), text("url"), maybeText("tags"));
        return of(facts, facts);
    }

    static Listing<Void> descriptors() {
        return Listing.none(List.of(text("name"), text("source_name"), text("type")), List.of());
    }

    static Listing<Void> integrations() {
        return Listing.none(List.of(text("name"), text("type"), time("created_at"), time("updated_at")), List.of());
    }

    static Listing<Void> userData() {
        return Listing.none(
                List.of(),
                List.of(
                        text("org_member_id"),
                        text("key"),
                        text("value"),
                        time("created_at"),
                        time("updated_at"),
                        text("organization_id")));
    }

    /** Ends the listing with who made a thing and when, and the table with all of the audit. */
    private static Listing<Void> of(List<Fact<Void>> listed, List<Fact<Void>> stored) {
        return Listing.none(Fact.join(listed, MADE), Fact.join(stored, AUDIT));
    }

    private static Fact<Void> text(String name) {
        return Fact.absent(name, DataType.VARCHAR, false);
    }

    private static Fact<Void> maybeText(String name) {
        return Fact.absent(name, DataType.VARCHAR, true);
    }

    private static Fact<Void> flag(String name) {
        return Fact.absent(name, DataType.BOOLEAN, false);
    }

    private static Fact<Void> time(String name) {
        return Fact.absent(name, Fact.TIME, false);
    }
}
