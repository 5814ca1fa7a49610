/** What users bring along: function sources, functions, and secrets that functions may read. */
@NullMarked
package io.braid.engine.library;

import org.jspecify.annotations.NullMarked;
