/** What a job needs, as plain data. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.plan;
