package org.accrual.broker;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Keeps an embedded broker for those it is meant for: whoever has no password is not let in, neither as a client nor as
 * a controller, and whoever is let in may do what Kafka's access rules say and nothing else.
 *
 * <p>The passwords are made anew at each start and live no longer than the broker, so nothing that lies on the disk opens
 * it later, a directory that was kept before there were passwords needs none, and whoever takes the port after a crash is
 * told one that opens nothing. So the mechanism PLAIN does, over the loopback that only the administrator of the machine
 * can listen in on. (By SCRAM the password would not even be sent; but kcat, as it is widely installed, is not let in so
 * by today's Kafka, and a controller can't look up whom it knows before it is let in itself.)
 */
public final class Guard {
    private static final String MECHANISM = "PLAIN";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    /** The broker itself, and whoever began it: access rules do not bind it. */
    private static final String OWNER = "broker";

    private static final int PASSWORD_BYTES = 32;
    private static final Duration RIGHTS_KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MS = 5;

    private final Set<AclBinding> rights;
    private final Map<String, String> passwords;

    /** @param rights all there are: each principal named in them, {@code User:name}, gets a password */
    public Guard(Collection<AclBinding> rights) {
        this.rights = Set.copyOf(rights);
        SecureRandom random = new SecureRandom();
        passwords = new HashMap<>(Map.of(OWNER, password(random)));
        for (AclBinding right : rights) passwords.computeIfAbsent(name(right), _ -> password(random));
    }

    private static String name(AclBinding right) {
        return right.entry().principal().substring(KafkaPrincipal.USER_TYPE.length() + 1);
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What Kafka's clients need, beside the address, to be let in with all rights. */
    public Map<String, String> owner() {
        return client(OWNER);
    }

    /** What Kafka's clients need, beside the address, to be let in under this name. */
    public Map<String, String> client(String name) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(name) + ";");
    }

    /** The same for clients made with librdkafka, such as kcat. */
    public Map<String, String> nativeClient(String name) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanisms", MECHANISM);
        properties.put("sasl.username", name);
        properties.put("sasl.password", passwords.get(name));
        return properties;
    }

    private String login(String name) {
        if (!passwords.containsKey(name)) throw new IllegalArgumentException("nobody is called " + name);
        return LOGIN + " username=\"%s\" password=\"%s\"".formatted(name, passwords.get(name));
    }

    /** Broker settings. @param listeners their names, all of them */
    Map<String, String> settings(String... listeners) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "sasl.mechanism.controller.protocol",
                MECHANISM,
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                "allow.everyone.if.no.acl.found",
                "false",
                "super.users",
                "User:" + OWNER));
        for (String listener : listeners) {
            String name = "listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config";
            settings.put(name, login(OWNER) + known() + ";");
        }
        return settings;
    }

    private String known() {
        return passwords.entrySet().stream()
                .map(one -> " user_" + one.getKey() + "=\"" + one.getValue() + "\"")
                .collect(Collectors.joining());
    }

    /** Makes the rights those of the broker, and no others: what was allowed in its directory before ends. */
    void enact(String bootstrapServers) {
        Map<String, Object> connection = new HashMap<>(owner());
        connection.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(connection)) {
            long deadline = System.nanoTime() + RIGHTS_KNOWN_WITHIN.toNanos();
            Set<AclBinding> known = known(admin);
            change(admin, known);
            // What the controller has written, the broker still has to read.
            while (!known.equals(rights)) {
                if (System.nanoTime() > deadline) throw new TimeoutException("the broker does not learn its rights");
                Thread.sleep(LOOK_EVERY_MS);
                known = known(admin);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the broker can't be given its rights", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void change(Admin admin, Set<AclBinding> known) throws ExecutionException, InterruptedException {
        Set<AclBinding> missing =
                rights.stream().filter(right -> !known.contains(right)).collect(Collectors.toSet());
        Set<AclBindingFilter> tooMany = known.stream()
                .filter(right -> !rights.contains(right))
                .map(AclBinding::toFilter)
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) admin.createAcls(missing).all().get();
        if (!tooMany.isEmpty()) admin.deleteAcls(tooMany).all().get();
    }

    private static Set<AclBinding> known(Admin admin) throws ExecutionException, InterruptedException {
        return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }
}
