package io.braid.flink.runtime;

import io.braid.engine.run.SourceOffsets;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * Reads out of a checkpoint or savepoint where its Kafka sources had come to. The readers keep their splits in a list
 * state of Flink's source operator; each element is a split as the connector's serializer of version 0 writes it: topic,
 * partition, offset of the next record, offset to stop at.
 */
final class SavedOffsets {
    private static final String METADATA = "_metadata";
    private static final String SPLITS = "SourceReaderState";
    private static final int SPLIT_VERSION = 0;

    private SavedOffsets() {}

    static List<SourceOffsets> of(Path folder) {
        Map<String, Map<Integer, Long>> topics = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve(METADATA)))) {
            CheckpointMetadata metadata =
                    Checkpoints.loadCheckpointMetadata(in, SavedOffsets.class.getClassLoader(), folder.toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState task : operator.getStates()) {
                    for (OperatorStateHandle handle : task.getManagedOperatorState()) {
                        read(handle, topics);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<SourceOffsets> offsets = new ArrayList<>();
        topics.forEach((topic, partitions) -> offsets.add(new SourceOffsets(topic, partitions)));
        return offsets;
    }

    private static void read(OperatorStateHandle handle, Map<String, Map<Integer, Long>> topics) throws IOException {
        OperatorStateHandle.StateMetaInfo splits =
                handle.getStateNameToPartitionOffsets().get(SPLITS);
        if (splits == null) {
            return;
        }
        try (FSDataInputStream in = handle.openInputStream()) {
            for (long offset : splits.getOffsets()) {
                in.seek(offset);
                DataInputStream data = new DataInputStream(in);
                byte[] element = data.readNBytes(data.readInt());
                split(new DataInputStream(new ByteArrayInputStream(element)), topics);
            }
        }
    }

    private static void split(DataInputStream in, Map<String, Map<Integer, Long>> topics) throws IOException {
        int version = in.readInt();
        int length = in.readInt();
        if (version != SPLIT_VERSION) {
            throw new IOException("split of version " + version + " and " + length + " bytes cannot be read");
        }
        String topic = in.readUTF();
        int partition = in.readInt();
        long next = in.readLong();
        // negative ones are words such as "earliest": nothing has been read yet
        topics.computeIfAbsent(topic, name -> new TreeMap<>()).put(partition, Math.max(0, next));
    }
}
