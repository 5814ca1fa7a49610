package io.braid.connector.kafka;

/** How a client proves who it is; the names are those of the language. */
enum SaslFunction {
    NONE("", ""),
    PLAIN("PLAIN", "plain.PlainLoginModule"),
    SHA256("SCRAM-SHA-256", "scram.ScramLoginModule"),
    SHA512("SCRAM-SHA-512", "scram.ScramLoginModule"),
    AWS_MSK_IAM("AWS_MSK_IAM", "");

    private final String mechanism;
    private final String loginModule;

    SaslFunction(String mechanism, String loginModule) {
        this.mechanism = mechanism;
        this.loginModule = loginModule;
    }

    /** Kafka's word for it. */
    String mechanism() {
        return mechanism;
    }

    /** The class that logs in, below {@code org.apache.kafka.common.security.}. */
    String loginModule() {
        return loginModule;
    }

    boolean wantsPassword() {
        return !loginModule.isEmpty();
    }
}
