package io.braid.flink.runtime;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** What this JVM has loaded. */
final class Classes {
    private Classes() {}

    /** How many classes of the name there are, one for each loader that has it. */
    static long loaded(String name) {
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmClassHierarchy",
                            new Object[] {new String[] {}},
                            new String[] {String[].class.getName()});
            return String.valueOf(answer)
                    .lines()
                    .filter(line -> line.contains(name + "/"))
                    .count();
        } catch (javax.management.JMException e) {
            throw new IllegalStateException("this JVM does not say what it has loaded", e);
        }
    }
}
