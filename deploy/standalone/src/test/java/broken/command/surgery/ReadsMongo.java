package broken.command.surgery;

/** Breaks: MongoDB only in the query service. */
public class ReadsMongo {
    org.bson.Document document;
}
