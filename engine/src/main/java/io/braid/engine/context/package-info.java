/** USE and SET DEFAULT: the context that statements run in. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.context;
