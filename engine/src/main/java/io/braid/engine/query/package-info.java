/** Continuous queries and live results. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.query;
