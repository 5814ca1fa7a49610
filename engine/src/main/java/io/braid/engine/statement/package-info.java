/** Statements on their way: understood, authorized, done, remembered. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.statement;
