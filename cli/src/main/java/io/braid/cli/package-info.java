/** The terminal. */
@NullMarked
package io.braid.cli;

import org.jspecify.annotations.NullMarked;
