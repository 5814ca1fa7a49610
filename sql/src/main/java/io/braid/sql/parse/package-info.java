/** From text to tree. The only package that names ANTLR; all but {@code SqlParser} and its exception are its own business. */
@NullMarked
package io.braid.sql.parse;

import org.jspecify.annotations.NullMarked;
