/** The data plane: rows over WebSocket and REST, opened by tickets. Never sees the control plane. */
@NullMarked
package io.braid.server.data;

import org.jspecify.annotations.NullMarked;
