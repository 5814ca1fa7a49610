/** GENERATE: statements written for those who would type them. */
@NullMarked
package io.braid.engine.generate;

import org.jspecify.annotations.NullMarked;
