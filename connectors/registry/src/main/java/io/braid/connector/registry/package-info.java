/** Schema registries that speak the REST API of Confluent's. */
@NullMarked
package io.braid.connector.registry;

import org.jspecify.annotations.NullMarked;
