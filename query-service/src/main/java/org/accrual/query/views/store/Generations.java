package org.accrual.query.views.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Optional;
import java.util.UUID;
import org.accrual.query.views.Cut;
import org.accrual.query.views.ViewsUnavailable;
import org.bson.Document;

/**
 * Which generation of the views is shown, and which is being built beside it. Two documents say so to all instances.
 * Documents of another format than this program writes and reads are no views of its own: others are built.
 */
public final class Generations {
    private static final String ROLE = "_id";
    private static final String SERVING = "serving";
    private static final String BUILDING = "building";
    private static final String VIEW_SET = "viewSet";
    private static final String NAME = "name";
    private static final String NUMBER = "generation";
    private static final String FORMAT_FIELD = "format";
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    /**
     * @param format of its documents
     * @param isReadable whether it is this program's
     */
    public record Generation(int number, String format, boolean isReadable) {}

    private final MongoDatabase database;
    private final String format;

    /** @param format names the form and meaning of the documents that this program writes and reads */
    public Generations(MongoDatabase database, String format) {
        this.database = database;
        this.format = format;
    }

    private Generation generation(int number, String itsFormat) {
        return new Generation(number, itsFormat, itsFormat.equals(format));
    }

    public Optional<Generation> serving() {
        return read(SERVING);
    }

    /** The collections that readers of this version may use. @throws ViewsUnavailable while they are being built */
    public ViewStore shown() {
        return serving()
                .filter(Generation::isReadable)
                .map(this::store)
                .orElseThrow(() -> new ViewsUnavailable("the views are being built"));
    }

    /** The same. @throws ViewsUnavailable if they have not read up to the cut */
    public ViewStore shown(Cut cut) {
        ViewStore store = shown();
        if (!store.position().covers(cut.position()))
            throw new ViewsUnavailable("the views have not yet read up to " + cut.position());
        return store;
    }

    public Optional<Generation> building() {
        return read(BUILDING);
    }

    public ViewStore store(Generation generation) {
        return new ViewStore(database, generation.number());
    }

    /** Sees to it that a generation of this format is shown or being built. */
    public void prepare() {
        Optional<Generation> serving = serving();
        if (serving.isEmpty()) {
            // There is nothing to look at meanwhile, and every answer names its position: show it from the start.
            replaceOlder(SERVING, generation(1, format));
        } else if (!serving.get().isReadable()
                && building().filter(Generation::isReadable).isEmpty()) {
            build(serving.get());
        }
    }

    /** Has the views built anew from the log, beside those shown; a rebuild under way goes on. */
    public Generation rebuild() {
        Optional<Generation> underWay = building();
        if (underWay.isPresent()) return underWay.get();
        return build(serving().orElseThrow(() -> new ViewsUnavailable("the views have never been built")));
    }

    private Generation build(Generation shown) {
        int last = Math.max(shown.number(), building().map(Generation::number).orElse(0));
        var next = generation(last + 1, format);
        replaceOlder(BUILDING, next);
        return next;
    }

    /** Shows the generation that was built, instead of the one before. */
    public void show(Generation built) {
        replaceOlder(SERVING, built);
        views().deleteOne(and(eq(ROLE, BUILDING), eq(NUMBER, built.number())));
    }

    /**
     * Names this database's views, for ever: instances that write to the same database share the partitions of a log
     * among them, those that write to another one must not.
     */
    public String viewSet() {
        views().updateOne(
                        eq(ROLE, VIEW_SET),
                        Updates.setOnInsert(NAME, UUID.randomUUID().toString()),
                        new UpdateOptions().upsert(true));
        return views().find(eq(ROLE, VIEW_SET)).first().getString(NAME);
    }

    /** Drops what no instance has shown for a while. */
    public void dropOlderThan(Generation shown) {
        for (String collection : database.listCollectionNames())
            if (ViewStore.generationOf(collection)
                    .filter(number -> number < shown.number())
                    .isPresent()) database.getCollection(collection).drop();
    }

    private Optional<Generation> read(String role) {
        return Optional.ofNullable(views().find(eq(ROLE, role)).first())
                // The first formats were numbers.
                .map(document -> generation(
                        document.getInteger(NUMBER), document.get(FORMAT_FIELD).toString()));
    }

    private void replaceOlder(String role, Generation generation) {
        try {
            views().replaceOne(
                            and(eq(ROLE, role), lt(NUMBER, generation.number())),
                            new Document(ROLE, role)
                                    .append(NUMBER, generation.number())
                                    .append(FORMAT_FIELD, generation.format()),
                            UPSERT);
        } catch (MongoWriteException e) {
            // Another instance was quicker: its word counts.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) throw e;
        }
    }

    private MongoCollection<Document> views() {
        return database.getCollection("views");
    }
}
