@org.jspecify.annotations.NullMarked
package io.braid.engine.plan;
