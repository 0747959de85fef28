package org.accrual.query.views;

import static org.assertj.core.api.Assertions.assertThat;

import org.accrual.study.events.StudyJson;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BsonJsonTest {
    private static final CodecRegistry CODECS =
            CodecRegistries.fromRegistries(com.mongodb.MongoClientSettings.getDefaultCodecRegistry());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,2.50,null,true,\"x\",{\"b\":[]}]}",
                "{\"$p16\":1,\"Ki.67\":2,\"100%\":3,\"%24\":4,\"%252E\":5}",
                "{\"small\":0.000000000001,\"large\":123456789012345678901234,\"long\":9007199254740993}",
                "{\"text\":\"ü\\u0001\\\"\"}"
            })
    void losesNothing(String json) {
        JsonNode written = StudyJson.MAPPER.readTree(json);
        Document document = BsonJson.document(written);
        Document stored =
                Document.parse(document.toBsonDocument(Document.class, CODECS).toJson());
        assertThat(BsonJson.json(document)).hasToString(written.toString());
        assertThat(stored.keySet()).noneMatch(name -> name.contains(".") || name.startsWith("$"));
    }
}
