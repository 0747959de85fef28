package broken.log.format;

/** Breaks: the log's parts stand on each other in one order. */
class KnowsAudit {
    broken.log.audit.AnAudit above;
}
