package org.accrual.log.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import org.accrual.log.format.Genesis;
import org.accrual.log.keys.OwnerOnlyFile;
import org.accrual.log.keys.Pem;

/**
 * Signs checkpoints with Ed25519. The private key is a PEM file for its owner alone; the public one stands beside it,
 * for everyone who wants to verify.
 */
public final class CheckpointSigner {
    private final PrivateKey key;
    private final CheckpointVerifier verifier;

    private CheckpointSigner(PrivateKey key, CheckpointVerifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /** @throws IOException if a file can't be read, others may read the private key, or the two are no pair */
    public static CheckpointSigner fromFile(Path privateKey) throws IOException {
        byte[] encoded = Pem.decode(OwnerOnlyFile.read(privateKey), Pem.PRIVATE_KEY, privateKey);
        try {
            PrivateKey key = KeyFactory.getInstance(CheckpointVerifier.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            CheckpointSigner signer = new CheckpointSigner(key, CheckpointVerifier.fromFile(publicKey(privateKey)));
            signer.requirePair(privateKey);
            return signer;
        } catch (GeneralSecurityException e) {
            throw new IOException(privateKey + " does not hold an Ed25519 private key", e);
        }
    }

    /**
     * Makes a new pair of keys and keeps it.
     *
     * @throws FileAlreadyExistsException if there is a private or a public key: neither is ever replaced, since nothing
     *     else tells whether old signatures hold
     */
    public static CheckpointSigner create(Path privateKey) throws IOException {
        if (Files.exists(privateKey)) {
            throw new FileAlreadyExistsException(privateKey.toString());
        }
        KeyPair pair = generate();
        // The public key first: a private one alone, after a crash, could not be used.
        String publicPem = Pem.encode(pair.getPublic().getEncoded(), Pem.PUBLIC_KEY);
        Files.writeString(
                publicKey(privateKey),
                publicPem,
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        OwnerOnlyFile.create(privateKey, Pem.encode(pair.getPrivate().getEncoded(), Pem.PRIVATE_KEY));
        return new CheckpointSigner(pair.getPrivate(), new CheckpointVerifier(pair.getPublic()));
    }

    /** {@code checkpoint.pub} beside {@code checkpoint.key}. */
    private static Path publicKey(Path privateKey) {
        String name = privateKey.getFileName().toString();
        return privateKey.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".pub");
    }

    public SignedCheckpoint sign(Checkpoint checkpoint) {
        byte[] value = checkpoint.text().getBytes(StandardCharsets.US_ASCII);
        return new SignedCheckpoint(value, HexFormat.of().formatHex(signature(value)), verifier.fingerprint());
    }

    /** Of the public key that belongs to this signer. */
    public CheckpointVerifier verifier() {
        return verifier;
    }

    private byte[] signature(byte[] value) {
        try {
            Signature signature = Signature.getInstance(CheckpointVerifier.ALGORITHM);
            signature.initSign(key);
            signature.update(value);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a checkpoint", e);
        }
    }

    private void requirePair(Path privateKey) throws IOException {
        SignedCheckpoint trial = sign(new LogState(Genesis.FORMAT, 1).checkpoint(Instant.EPOCH));
        try {
            verifier.verify(trial);
        } catch (IllegalArgumentException e) {
            throw new IOException(publicKey(privateKey) + " does not belong to " + privateKey, e);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(CheckpointVerifier.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform from 15 has Ed25519", e);
        }
    }
}
