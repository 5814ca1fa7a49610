/**
 * The syntax tree of the language: what a statement says, and nothing about whether it is true.
 *
 * <p>Each family is one sealed interface whose file holds its records. Two trees are equal when they say the same thing,
 * wherever and however they were written: positions, quoting and original text do not take part in equality.
 */
@NullMarked
package io.braid.sql.tree;

import org.jspecify.annotations.NullMarked;
