/** The functions of the language: what there is, how it is called, and what it gives. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.function;
