package io.braid.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A privilege held by a role.
 *
 * @param privilege {@code usage}, {@code select}, {@code create_database} …, lower case
 * @param targetKind {@code organization}, {@code database}, {@code relation} …, lower case
 * @param target name of the object as {@link io.braid.spi.Names#always} quoted parts joined by dots; empty for the
 *     organization
 */
public record Grant(
        UUID organization,
        String role,
        String privilege,
        String targetKind,
        String target,
        boolean withGrantOption,
        String grantor,
        Instant grantedAt) {}
