/** Tests of the product as it is shipped: the server is a process of its own, and is spoken to over its ports. */
@NullMarked
package io.braid.dist;

import org.jspecify.annotations.NullMarked;
