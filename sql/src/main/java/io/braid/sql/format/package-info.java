/** From tree to text: the canonical form of what was said. Parsing it gives the tree again. */
@NullMarked
package io.braid.sql.format;

import org.jspecify.annotations.NullMarked;
