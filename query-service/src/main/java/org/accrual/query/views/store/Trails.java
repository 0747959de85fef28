package org.accrual.query.views.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Every chain's trail: its events' lines in order, some in a page. */
public final class Trails {
    static final String COLLECTION = "trail";

    /** On every page but a chain's last. */
    public static final int LINES_PER_PAGE = 64;

    private static final String LINES = "lines";
    private static final String CHAIN = "chain";

    private final Keyed documents;

    Trails(MongoCollection<Document> collection) {
        this.documents = new Keyed(collection);
    }

    /**
     * A page of a chain's trail.
     *
     * @param number from 0
     */
    public record Page(String chain, long number) {
        static Page of(String chain, long ordinal) {
            return new Page(chain, (ordinal - 1) / LINES_PER_PAGE);
        }

        String id() {
            return chain + "#" + number;
        }
    }

    /** The pages that there are, each with its lines in order. */
    public Map<Page, List<TrailLine>> find(Collection<Page> pages) {
        var found = new HashMap<Page, List<TrailLine>>();
        documents.find(pages.stream().map(Page::id).toList(), null, document -> {
            List<TrailLine> lines = lines(document);
            found.put(Page.of(document.getString(CHAIN), lines.getFirst().ordinal()), lines);
        });
        return found;
    }

    private static List<TrailLine> lines(Document document) {
        String chain = document.getString(CHAIN);
        return document.get(LINES, Document.class).values().stream()
                .map(line -> TrailLine.read(chain, (Document) line))
                .sorted(Comparator.comparing(TrailLine::ordinal))
                .toList();
    }

    static List<WriteModel<Document>> writes(Collection<TrailLine> lines) {
        var writes = new Keyed.Greatest();
        for (TrailLine line : lines) {
            String id = Page.of(line.chain(), line.ordinal()).id();
            writes.begin(id, new Document(CHAIN, line.chain()));
            writes.put(id, LINES + "." + line.ordinal(), line.document());
        }
        return writes.writes();
    }
}
