package io.braid.sql.tree;

/** Statements about organizations. */
public sealed interface OrganizationStatement extends Statement {
    record CreateOrganization(Identifier name, IfExists ifExists, Position at) implements OrganizationStatement {}
}
