/** What a statement means, and what follows from it. */
@NullMarked
package io.braid.engine;

import org.jspecify.annotations.NullMarked;
