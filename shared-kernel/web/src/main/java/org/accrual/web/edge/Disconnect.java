package org.accrual.web.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a filter end a connection: the server would first wait for the rest of a body that nobody reads. */
final class Disconnect extends ValveBase {
    private static final String ATTRIBUTE = Disconnect.class.getName();

    Disconnect() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable disconnect = () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        request.setAttribute(ATTRIBUTE, disconnect);
        getNext().invoke(request, response);
    }

    /** After the answer. */
    static void after(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable disconnect) disconnect.run();
    }
}
