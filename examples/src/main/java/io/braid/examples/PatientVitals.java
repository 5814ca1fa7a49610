package io.braid.examples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Twelve patients for half an hour; one has a racing heart, one too little oxygen, and one monitor sends rubbish. */
final class PatientVitals implements Application {
    private static final int PATIENTS = 12;
    private static final int MINUTES = 30;
    private static final long STEP = 20_000;

    @Override
    public String name() {
        return "patient-vitals";
    }

    @Override
    public List<Event> events(long seed) {
        Random random = new Random(seed);
        Story story = new Story(random, 3_000);
        for (long at = MORNING; at < MORNING + MINUTES * 60_000L; at += STEP) {
            for (int patient = 0; patient < PATIENTS; patient++) {
                measure(story, at + patient * 97L, patient, random);
            }
        }
        // windows close when somebody measures after them
        long evening = MORNING + 10 * 3_600_000L;
        story.tell(evening, "monitors", fields(evening, 0, List.of(Story.object("kind", "heart_rate", "value", 70.0))));
        return story.told();
    }

    private static void measure(Story story, long at, int patient, Random random) {
        if (patient == 11 && random.nextInt(5) == 0) {
            story.nonsense(at, "monitors", "{\"patient_id\": \"p-11\", \"readings\": [{\"kind\"");
            return;
        }
        long minute = (at - MORNING) / 60_000;
        double heart = patient == 3 && minute >= 10 && minute < 20 ? 130 + random.nextInt(20) : 60 + random.nextInt(30);
        List<Map<String, @Nullable Object>> readings = new ArrayList<>();
        readings.add(Story.object("kind", "heart_rate", "value", heart));
        if (random.nextInt(4) > 0) {
            double oxygen = patient == 8 && minute >= 15 ? 80 + random.nextInt(6) : 94 + random.nextInt(6);
            readings.add(Story.object("kind", "spo2", "value", oxygen));
        } else {
            readings.add(Story.object("kind", "spo2", "value", null));
        }
        story.tell(at, "monitors", fields(at, patient, readings));
    }

    private static Object[] fields(long at, int patient, List<Map<String, @Nullable Object>> readings) {
        return new Object[] {
            "patient_id", "p-%02d".formatted(patient),
            "device", Story.object("id", "mon-" + patient, "firmware", "2.1"),
            "measured_at", Instant.ofEpochMilli(at).toString(),
            "readings", readings
        };
    }
}
