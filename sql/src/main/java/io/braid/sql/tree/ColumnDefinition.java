package io.braid.sql.tree;

/** A column of a CREATE statement. */
public record ColumnDefinition(Identifier name, TypeName type, TypeName.Nullability nullability, Position at) {}
