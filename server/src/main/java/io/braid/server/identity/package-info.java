/** Who is calling: tokens, and what they say. */
@NullMarked
package io.braid.server.identity;

import org.jspecify.annotations.NullMarked;
