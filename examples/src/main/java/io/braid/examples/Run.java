package io.braid.examples;

import io.braid.client.BraidClient;
import io.braid.client.StatementResult;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.ParsedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Brings an example to a server: its statements, its events, and what is asked of it. */
public final class Run {
    /** The seed of what is shown; the answers of the READMEs are those of it. */
    public static final long SEED = 42;

    private final Application application;
    private final BraidClient client;

    public Run(Application application, BraidClient client) {
        this.application = application;
        this.client = client;
    }

    /** A question and its answer as it is now. */
    public record Answer(String question, List<String> columns, List<List<@Nullable String>> rows) {}

    /** Runs the statements, each as soon as the one before is done. */
    public void make() {
        for (String statement : statements("app")) {
            client.execute(statement);
        }
    }

    /** Writes all events and returns when they are there. */
    public void feed(String bootstrap, long seed) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "linger.ms", 5);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Event event : application.events(seed)) {
                sent.add(producer.send(new ProducerRecord<>(event.topic(), event.key(), event.value())));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Asks all questions once. */
    public List<Answer> ask() {
        List<Answer> answers = new ArrayList<>();
        for (String question : statements("questions")) {
            StatementResult result = client.execute(question);
            List<List<@Nullable String>> rows = new ArrayList<>();
            result.rows().forEach(rows::add);
            answers.add(new Answer(
                    question,
                    result.columns().stream()
                            .map(ResultSetMetadata.Column::name)
                            .toList(),
                    rows));
        }
        return answers;
    }

    private List<String> statements(String file) {
        return new SqlParser()
                .parse(application.sql(file)).stream()
                        .map(ParsedStatement::text)
                        .toList();
    }
}
