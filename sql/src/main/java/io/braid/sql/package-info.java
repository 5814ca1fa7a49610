/** The language of Braid: statements, expressions, and how they are read and written. */
@NullMarked
package io.braid.sql;

import org.jspecify.annotations.NullMarked;
