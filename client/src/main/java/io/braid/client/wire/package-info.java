/** What travels between clients and the server, as records named as on the wire. */
@NullMarked
package io.braid.client.wire;

import org.jspecify.annotations.NullMarked;
