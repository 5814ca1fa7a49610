/** Databases and schemas. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.database;
