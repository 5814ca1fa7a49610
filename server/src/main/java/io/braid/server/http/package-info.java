/** The HTTP library, named nowhere else: routes, limits, statuses, TLS. */
@NullMarked
package io.braid.server.http;

import org.jspecify.annotations.NullMarked;
