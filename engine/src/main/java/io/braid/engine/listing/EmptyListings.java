package io.braid.engine.listing;

import io.braid.spi.DataType;
import java.util.List;

/** Kinds of objects that the language has and nothing can make yet: right columns, no rows. */
final class EmptyListings {
    private EmptyListings() {}

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

    private static Fact<Void> text(String name) {
        return Fact.absent(name, DataType.VARCHAR, false);
    }

    private static Fact<Void> time(String name) {
        return Fact.absent(name, Fact.TIME, false);
    }
}
