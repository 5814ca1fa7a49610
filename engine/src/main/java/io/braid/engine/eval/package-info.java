/** Answers SELECTs in this process: views, system tables, filters of listings, and the simple live previews. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.eval;
