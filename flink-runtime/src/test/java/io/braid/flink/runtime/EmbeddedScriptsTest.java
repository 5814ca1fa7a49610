package io.braid.flink.runtime;

import io.braid.testing.Scripts;

/**
 * Scripts on a cluster in this JVM. By default those about queries and what stops them: all of them run over HTTP, on the
 * server's own cluster, which is of the same kind. {@code -Premote} runs all here, too, and {@code -Dscript=name} any.
 */
class EmbeddedScriptsTest extends ScriptsOnFlink {
    private static final boolean ALL = Boolean.getBoolean("scripts.remote") || System.getProperty(Scripts.ONLY) != null;

    EmbeddedScriptsTest() {
        super(SharedRuntime.RUNTIME);
    }

    @Override
    boolean isWanted(String script) {
        return ALL || script.startsWith("streams/") || script.startsWith("errors/");
    }
}
