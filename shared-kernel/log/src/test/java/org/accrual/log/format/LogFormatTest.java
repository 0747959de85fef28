package org.accrual.log.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.accrual.log.audit.Checkpoint;
import org.accrual.log.audit.CheckpointChain;
import org.accrual.log.audit.CheckpointVerifier;
import org.accrual.log.audit.LogState;
import org.accrual.log.audit.SignedCheckpoint;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The written format, vector by vector. */
class LogFormatTest {
    private static final int PARTITIONS = 4;

    static Stream<JsonNode> genesisCases() {
        return Vectors.list(Vectors.file("genesis.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("genesisCases")
    void everyChainBeginsAtItsGenesis(JsonNode vector) {
        ChainKey key = new ChainKey(vector.get("key").stringValue());
        assertThat(Genesis.of(vector.get("topic").stringValue(), key).hex())
                .isEqualTo(vector.get("genesis").stringValue());
    }

    static Stream<JsonNode> partitionCases() {
        return Vectors.list(Vectors.file("partitions.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("partitionCases")
    void everyChainHasItsPartition(JsonNode vector) {
        ChainKey key = new ChainKey(vector.get("key").stringValue());
        assertThat(new Partitioning(vector.get("partitions").intValue()).partitionOf(key))
                .isEqualTo(vector.get("partition").intValue());
    }

    static Stream<JsonNode> recordCases() {
        return Vectors.list(Vectors.file("records.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("recordCases")
    void wellFormedRecordsHaveTheirHashAndOthersAreMalformed(JsonNode vector) {
        ConsumerRecord<byte[], byte[]> record = Vectors.record(vector.get("record"));
        LogEntry entry = new RecordParser(new Partitioning(PARTITIONS)).parse(record);
        String hash = switch (entry) {
            case LogRecord parsed -> parsed.hash().hex();
            case Malformed _ -> null;
        };
        assertThat(hash).as(entry.toString()).isEqualTo(vector.get("hash").stringValue(null));
    }

    static Stream<JsonNode> signatureCases() {
        return Vectors.list(Vectors.file("signatures.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("signatureCases")
    void signaturesOfRecordsHoldOrDoNot(JsonNode vector, @TempDir Path folder) throws IOException {
        Path publicKey = folder.resolve("checkpoint.pub");
        Files.writeString(
                publicKey, Vectors.file("signatures.json").get("publicKey").stringValue());
        RecordHash hash = RecordHash.parse(vector.get("hash").stringValue());
        assertThat(CheckpointVerifier.fromFile(publicKey)
                        .records()
                        .holds(vector.get("signature").stringValue(), hash))
                .isEqualTo(vector.get("holds").booleanValue());
    }

    static Stream<JsonNode> chainCases() {
        return Vectors.list(Vectors.file("chains.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("chainCases")
    void theRuleAcceptsWhatItMust(JsonNode vector) {
        AcceptedLog log = new AcceptedLog(Vectors.TOPIC, PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.begin(partition);
        }
        List<String> verdicts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Vectors.list(vector, "log").forEach(entry -> {
            verdicts.add(verdict(log.read(Vectors.record(entry.get("record")))));
            expected.add(entry.get("verdict").stringValue());
        });
        assertThat(verdicts).isEqualTo(expected);
        assertThat(log.acceptedCount() + log.voidCount()).isEqualTo(expected.size());
        vector.get("heads").properties().forEach(expectedHead -> {
            ChainHead head = log.head(new ChainKey(expectedHead.getKey()));
            assertThat(head.hash().hex())
                    .isEqualTo(expectedHead.getValue().get("hash").stringValue());
            assertThat(head.count())
                    .isEqualTo(expectedHead.getValue().get("count").longValue());
        });
    }

    private static String verdict(Reading reading) {
        return switch (reading) {
            case Reading.AcceptedRecord _ -> "ACCEPTED";
            case Reading.VoidRecord _ -> "VOID";
            case Reading.MalformedRecord _ -> "MALFORMED";
        };
    }

    @Test
    void positionsAreReadAndWrittenAsSpecified() {
        JsonNode file = Vectors.file("positions.json");
        Vectors.list(file, "parse")
                .forEach(vector -> assertThat(position(vector, "text").toString())
                        .isEqualTo(vector.get("canonical").stringValue()));
        Vectors.list(file, "unreadable")
                .forEach(text -> assertThatIllegalArgumentException()
                        .as(text.stringValue())
                        .isThrownBy(() -> LogPosition.parse(text.stringValue()))
                        .withMessageContaining(text.stringValue()));
        Vectors.list(file, "covers")
                .forEach(vector -> assertThat(position(vector, "position").covers(position(vector, "other")))
                        .as(vector.toString())
                        .isEqualTo(vector.get("covers").booleanValue()));
        Vectors.list(file, "max")
                .forEach(vector -> assertThat(position(vector, "a").max(position(vector, "b")))
                        .isEqualTo(position(vector, "max")));
    }

    private static LogPosition position(JsonNode vector, String name) {
        return LogPosition.parse(vector.get(name).stringValue());
    }

    static Stream<JsonNode> checkpointCases() {
        return Vectors.list(Vectors.file("checkpoints.json"), "cases");
    }

    @ParameterizedTest
    @MethodSource("checkpointCases")
    void checkpointsSayWhatWasReadAndAreSigned(JsonNode vector, @TempDir Path folder) throws IOException {
        AcceptedLog log = new AcceptedLog(Vectors.TOPIC, PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.begin(partition);
        }
        LogState state = new LogState(Vectors.TOPIC, PARTITIONS);
        vector.get("log").forEach(record -> state.add(log.read(Vectors.record(record))));
        String text = vector.get("text").stringValue();
        Checkpoint follows = Checkpoint.parse(text);
        Checkpoint checkpoint = state.checkpoint(
                follows.number(),
                follows.previous(),
                Instant.parse(vector.get("time").stringValue()));
        assertThat(checkpoint.text()).isEqualTo(text);

        JsonNode file = Vectors.file("checkpoints.json");
        CheckpointVerifier verifier = verifier(file, folder);
        String signer = file.get("signer").stringValue();
        String signature = vector.get("signature").stringValue();
        assertThat(verifier.fingerprint()).isEqualTo(signer);
        assertThat(verifier.verify(new SignedCheckpoint(text.getBytes(StandardCharsets.US_ASCII), signature, signer))
                        .checkpoint())
                .isEqualTo(checkpoint);
        byte[] other = text.replace("2026", "2025").getBytes(StandardCharsets.US_ASCII);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier.verify(new SignedCheckpoint(other, signature, signer)));
    }

    @Test
    void checkpointsAreAChain(@TempDir Path folder) throws IOException {
        JsonNode file = Vectors.file("checkpoints.json");
        CheckpointVerifier verifier = verifier(file, folder);
        CheckpointChain cases = new CheckpointChain(Vectors.TOPIC, verifier);
        Vectors.list(file, "cases")
                .forEach(vector -> assertThat(cases.read(new SignedCheckpoint(
                                vector.get("text").stringValue().getBytes(StandardCharsets.US_ASCII),
                                vector.get("signature").stringValue(),
                                file.get("signer").stringValue())))
                        .isInstanceOf(CheckpointChain.Counts.class));
        CheckpointChain chain = new CheckpointChain(Vectors.TOPIC, verifier);
        Vectors.list(file, "sequence")
                .forEach(vector -> assertThat(verdict(chain.read(signed(vector))))
                        .as(vector.get("name").stringValue())
                        .isEqualTo(vector.get("verdict").stringValue()));
    }

    private static SignedCheckpoint signed(JsonNode vector) {
        return new SignedCheckpoint(
                vector.get("value").stringValue().getBytes(StandardCharsets.US_ASCII),
                vector.get("signature").stringValue(),
                vector.get("signer").stringValue());
    }

    private static String verdict(CheckpointChain.Verdict verdict) {
        return switch (verdict) {
            case CheckpointChain.Counts _ -> "COUNTS";
            case CheckpointChain.Void _ -> "VOID";
            case CheckpointChain.Broken _ -> "BROKEN";
        };
    }

    private static CheckpointVerifier verifier(JsonNode file, Path folder) throws IOException {
        Path publicKey = folder.resolve("checkpoint.pub");
        Files.writeString(publicKey, file.get("publicKey").stringValue());
        return CheckpointVerifier.fromFile(publicKey);
    }

    /** The same vectors, checked by a dozen lines that know only the written rule. */
    @Test
    void aStrangersScriptAgrees() throws IOException, InterruptedException {
        assumeTrue(isOnPath("python3"), "python3 is not on the path: the stranger's script was NOT checked");
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        Process script = new ProcessBuilder(
                        "python3",
                        root.resolve("deploy/check-chains").toString(),
                        "--vectors",
                        root.resolve("shared-kernel/log/src/test/resources/log-format")
                                .toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).endsWith("vectors agree\n");
        assertThat(script.exitValue()).isZero();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
