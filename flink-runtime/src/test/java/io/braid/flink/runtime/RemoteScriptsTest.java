package io.braid.flink.runtime;

import java.util.Set;

/**
 * The same scripts on a cluster of other JVMs. By default those alone in which a job's road to the cluster and back can
 * make a difference; {@code -Premote} runs all.
 */
class RemoteScriptsTest extends ScriptsOnFlink {
    private static final boolean ALL = Boolean.getBoolean("scripts.remote");
    private static final Set<String> SOME = Set.of(
            "streams/live_select.sqlt",
            "streams/views.sqlt",
            "streams/nested_types.sqlt",
            "streams/queries.sqlt",
            "streams/errors.sqlt",
            "streams/avro.sqlt",
            "streams/protobuf.sqlt",
            "streams/bad_records.sqlt");

    RemoteScriptsTest() {
        super(SharedCluster.RUNTIME);
    }

    @Override
    boolean isWanted(String script) {
        return ALL || SOME.contains(script);
    }
}
