package io.braid.flink.runtime;

/** The same with the jar and the secrets on their way to other JVMs. */
class RemoteUserFunctionsTest extends UserFunctionsTest {
    @Override
    FlinkRuntime runtime() {
        return SharedCluster.RUNTIME;
    }
}
