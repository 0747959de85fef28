package org.accrual.query.console;

import org.accrual.study.events.StudyJson;

/** Data for the pages' scripts, safe inside a script element: no text in it can end the element. */
public final class PageJson {
    private PageJson() {}

    public static String of(Object data) {
        return StudyJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }
}
