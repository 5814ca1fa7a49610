/** From a syntax tree to what it means: names, kinds, keys, windows, and the Flink SQL that says the same. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.analysis;
