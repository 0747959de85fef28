package org.accrual.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that nobody but their owner can read: passwords and keys lie in them. */
public final class OwnerOnly {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0002;

    private OwnerOnly() {}

    /** The directory can't be closed to others; the message says which part of it, why, and what to do. */
    public static final class Unsafe extends IOException {
        Unsafe(String why) {
            super(why);
        }
    }

    /** Creates the directory and its parents if they are missing; only what it creates is closed to others. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, only(DIRECTORY));
    }

    /** Writes the whole file or, if that fails, leaves the old one as it was. */
    public static void write(Path file, byte[] content) throws IOException {
        Path beside =
                Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new", only(FILE));
        try {
            Files.write(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Closes the directory and all that is in it to everybody but its owner, whoever made it and how. Where files have no
     * owners, as on some systems, there is nothing to do.
     *
     * @throws Unsafe if others could still get at it: it or a part of it belongs to somebody else or is a symbolic link,
     *     or somebody else may put another in its place
     */
    public static void secure(Path directory) throws IOException {
        if (!POSIX) return;
        Path root = directory.toRealPath();
        requireNobodyReplaces(root);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                close(path, DIRECTORY);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink())
                    throw new Unsafe(path + " is a symbolic link: put what it leads to in its place");
                close(path, FILE);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whoever may write in a directory above may put one of his own in the place of ours. */
    private static void requireNobodyReplaces(Path root) throws IOException {
        for (Path above = root.getParent(); above != null; above = above.getParent()) {
            int mode = (int) Files.getAttribute(above, "unix:mode");
            if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0)
                throw new Unsafe("everybody may write in " + above + ", and so put something else in the place of "
                        + root + ": chmod o-w " + above + ", or choose another directory");
        }
    }

    private static void close(Path path, Set<PosixFilePermission> wanted) throws IOException {
        long us = new UnixSystem().getUid();
        int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (Integer.toUnsignedLong(owner) != us)
            throw new Unsafe(path + " belongs to " + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                    + ", not to whoever starts Accrual here: chown it, or remove it");
        if (!Files.getPosixFilePermissions(path).equals(wanted)) Files.setPosixFilePermissions(path, wanted);
    }

    private static FileAttribute<?>[] only(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
