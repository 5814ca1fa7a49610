/** Streams, changelogs, and what every relation has in common. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.relation;
