package org.accrual.command.eventstore.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The writer with one mistake: texts replaced in its source files, compiled anew, and the simulation on top of it in a class
 * loader of its own. So the program itself needs no hook for tests.
 */
record Mutant(String name, List<Edit> edits) {
    record Edit(String file, String text, String replacement) {}

    Mutant(String name, String file, String text, String replacement) {
        this(name, List.of(new Edit(file, text, replacement)));
    }

    private static final String WRITER = "org.accrual.command.eventstore.writer.";
    private static final String SIMULATION = "org.accrual.command.eventstore.simulation.";
    private static final Path SOURCES = Path.of("src/main/java/org/accrual/command/eventstore/writer");

    /** Runs worlds until one is found bad. @return what the auditor said; null if nobody noticed the mistake */
    String caughtWithin(int worlds, int stepsPerWorld) throws ReflectiveOperationException {
        Class<?> simulation = new Loader(compile()).loadClass(SIMULATION + "Simulation");
        try {
            simulation.getMethod("run", long.class, int.class, int.class).invoke(null, 1L, worlds, stepsPerWorld);
            return null;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError caught) return caught.getMessage();
            throw e;
        }
    }

    private Map<String, byte[]> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
                Output output = new Output(files)) {
            boolean compiled = compiler.getTask(null, output, null, List.of("-proc:none"), null, sources())
                    .call();
            if (!compiled) throw new IllegalStateException("the mutant does not compile: " + name);
            return output.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JavaFileObject> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Edit edit : edits) {
            if (!sources.containsKey(edit.file)) sources.put(edit.file, Files.readString(SOURCES.resolve(edit.file)));
            String source = sources.get(edit.file);
            if (!source.contains(edit.text))
                throw new IllegalStateException(edit.file + " does not say any more: " + edit.text);
            sources.put(edit.file, source.replace(edit.text, edit.replacement));
        }
        return sources.entrySet().stream()
                .map(s -> source(s.getKey(), s.getValue()))
                .toList();
    }

    private static JavaFileObject source(String file, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + file), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        Output(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, _ -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new HashMap<>();
            classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
            return bytes;
        }
    }

    /** Defines the writer and the simulation itself, the mistaken classes first; everything else is the test's. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> mutated;

        Loader(Map<String, byte[]> mutated) {
            super(Mutant.class.getClassLoader());
            this.mutated = mutated;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(WRITER) && !name.startsWith(SIMULATION)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : compiled(name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte[] compiled(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
