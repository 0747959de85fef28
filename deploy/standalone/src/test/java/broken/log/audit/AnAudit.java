package broken.log.audit;

/** Stands on the format, as it may. */
public class AnAudit {
    broken.log.format.KnowsEvents below;
}
