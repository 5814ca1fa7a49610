/** The control plane: statements, version, downloads. Never sees the data plane; both share tickets. */
@NullMarked
package io.braid.server.control;

import org.jspecify.annotations.NullMarked;
