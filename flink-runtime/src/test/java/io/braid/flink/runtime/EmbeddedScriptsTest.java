package io.braid.flink.runtime;

/** All scripts on a cluster in this JVM. */
class EmbeddedScriptsTest extends ScriptsOnFlink {
    EmbeddedScriptsTest() {
        super(SharedRuntime.RUNTIME);
    }

    @Override
    boolean isWanted(String script) {
        return true;
    }
}
