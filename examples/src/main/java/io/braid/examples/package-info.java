/** Applications as people build them: the events of each, and how to run its SQL. */
@org.jspecify.annotations.NullMarked
package io.braid.examples;
