package org.accrual.standalone;

import java.nio.file.Path;

/**
 * What {@code deploy/start} is told.
 *
 * @param data the directory that holds everything this program keeps
 * @param port the HTTP port; 0 for any free one; null if not said
 * @param kafka {@code host:port} of an external Kafka, or null for the embedded broker
 * @param mongo URI of an external MongoDB, or null for the embedded server
 * @param demo whether to submit the papers' studies
 * @param exit whether to stop when the demo is done
 */
record Options(Path data, Integer port, String kafka, String mongo, boolean demo, boolean exit) {}
