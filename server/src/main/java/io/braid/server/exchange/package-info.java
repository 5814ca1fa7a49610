/** Requests, replies and sockets as the server's own words, so that only one package names the HTTP library. */
@NullMarked
package io.braid.server.exchange;

import org.jspecify.annotations.NullMarked;
