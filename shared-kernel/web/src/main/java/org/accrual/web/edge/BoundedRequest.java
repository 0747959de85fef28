package org.accrual.web.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.SlowRequest;
import org.accrual.web.problem.Unanswered;
import org.springframework.http.MediaType;

/**
 * A request whose body has to arrive within a time, however slowly it trickles. A form is read at once, up to a limit:
 * the server's own reader of forms would wait for ever.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
    private static final int FORM_BYTES_MAX = 256 * 1024;

    private final long endsNanos;
    private final Map<String, String[]> parameters;
    private ServletInputStream body;

    BoundedRequest(HttpServletRequest request, Duration patience) throws IOException {
        super(request);
        endsNanos = System.nanoTime() + patience.toNanos();
        parameters = isForm(request) ? withForm() : request.getParameterMap();
    }

    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(java.util.Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private Map<String, String[]> withForm() throws IOException {
        byte[] form = getInputStream().readNBytes(FORM_BYTES_MAX + 1);
        if (form.length > FORM_BYTES_MAX)
            throw new Unanswered(Problem.BODY_TOO_LARGE, "A form has at most " + FORM_BYTES_MAX + " bytes.");
        var all = new LinkedHashMap<>(getRequest().getParameterMap());
        QueryParameters.parse(new String(form, StandardCharsets.ISO_8859_1))
                .forEach((name, values) -> all.merge(name, values.toArray(String[]::new), BoundedRequest::joined));
        return all;
    }

    private static String[] joined(String[] first, String[] second) {
        var both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) body = new Punctual(super.getInputStream());
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Punctual extends ServletInputStream {
        private final ServletInputStream stream;

        Punctual(ServletInputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return inTime(stream.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return inTime(stream.read(bytes, offset, length));
        }

        private int inTime(int read) throws SlowRequest {
            if (read < 0 || System.nanoTime() - endsNanos <= 0) return read;
            Disconnect.after(getRequest());
            throw new SlowRequest();
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}
