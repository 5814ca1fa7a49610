/** The server process. */
@NullMarked
package io.braid.server;

import org.jspecify.annotations.NullMarked;
