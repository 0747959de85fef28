package org.accrual.query.views.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Documents by their {@code _id} and nothing beside it: the only question that the built-in server answers without
 * looking at every document, and the quickest for any other.
 */
final class Keyed {
    private static final int KEYS_PER_QUESTION_MAX = 1_000;

    private final MongoCollection<Document> documents;

    Keyed(MongoCollection<Document> documents) {
        this.documents = documents;
    }

    /** @param projection null for everything */
    void find(Collection<String> ids, Bson projection, Consumer<Document> reader) {
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += KEYS_PER_QUESTION_MAX)
            documents
                    .find(Filters.in("_id", all.subList(from, Math.min(all.size(), from + KEYS_PER_QUESTION_MAX))))
                    .projection(projection)
                    .forEach(reader);
    }

    /**
     * Values that each take their field only over a lesser one, by document and field. Documents are compared by their
     * first field, then the next: what has seen less, or is written again, changes nothing, whenever it comes.
     */
    static final class Greatest {
        private final Map<String, Document> values = new LinkedHashMap<>();
        private final Map<String, Document> first = new LinkedHashMap<>();

        void put(String id, String field, Object value) {
            values.computeIfAbsent(id, _ -> new Document()).append(field, value);
        }

        /** What the document says of itself from its beginning on. */
        void begin(String id, Document fields) {
            first.put(id, fields);
        }

        List<WriteModel<Document>> writes() {
            var writes = new ArrayList<WriteModel<Document>>();
            values.forEach((id, greatest) -> {
                var update = new Document("$max", greatest);
                if (first.containsKey(id)) update.append("$setOnInsert", first.get(id));
                writes.add(new UpdateOneModel<>(Filters.eq("_id", id), update, new UpdateOptions().upsert(true)));
            });
            return writes;
        }
    }
}
