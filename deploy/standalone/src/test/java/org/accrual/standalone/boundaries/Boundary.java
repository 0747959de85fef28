package org.accrual.standalone.boundaries;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of the house that poms can't state. Each knows a class, among the test sources under {@code broken}, that
 * breaks it: a rule that lets that class pass watches nothing.
 */
enum Boundary {
    KERNEL_KNOWS_NO_FRAMEWORK(
            "broken.study.words.KnowsSpring",
            root -> noClasses()
                    .that(resideIn(root, "log", "study"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "org.axonframework..",
                            "com.mongodb..",
                            "org.bson..",
                            "jakarta..")),

    KAFKA_ONLY_IN_LOG_EVENTSTORE_AND_VIEWS(
            "broken.study.events.ReadsKafka",
            root -> noClasses()
                    .that(resideIn(root, "log", "study", "web", "command", "query", "statistics")
                            .and(not(resideIn(root, "log", "command.eventstore", "query.views"))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..")),

    LOG_KNOWS_BYTES_NOT_MEANINGS(
            "broken.log.format.KnowsEvents",
            root -> noClasses()
                    .that(resideIn(root, "log"))
                    .should()
                    .dependOnClassesThat(resideIn(root, "study", "web"))),

    STUDY_HAS_NO_CYCLES(
            "broken.study.words.KnowsAnEvent",
            root -> slices().matching(root + ".study.(*)..").should().beFreeOfCycles()),

    LOG_PARTS_STAND_ON_EACH_OTHER_IN_ORDER(
            "broken.log.format.KnowsAudit",
            root -> slices().matching(root + ".log.(*)..").should().beFreeOfCycles()),

    PURE_CODE_ASKS_NO_CLOCK_AND_ROLLS_NO_DICE(
            "broken.command.therapy.LateDecider",
            root -> noClasses()
                    .that(resideIn(root, "study", "statistics")
                            .or(commandFeatures(root))
                            .or(deciders(root)))
                    .should()
                    .accessTargetWhere(targetOwner(resideInAnyPackage("java.."))
                            .and(target(nameMatching("now|system.*|currentTimeMillis|nanoTime|random|randomUUID"))))),

    DECIDERS_KNOW_THEIR_FEATURE_AND_THE_STUDY(
            "broken.command.therapy.LateDecider",
            root -> classes()
                    .that(deciders(root))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage("java..")
                            .or(resideIn(root, "study").and(not(resideIn(root, "study.access"))))
                            .or(resideIn(root, "command").and(not(resideIn(root, "command.eventstore")))))),

    COMMAND_FEATURES_KNOW_NO_HTTP(
            "broken.command.surgery.KnowsAnEndpoint",
            root -> noClasses().that(commandFeatures(root)).should().dependOnClassesThat(knowHttp())),

    STORAGE_ENGINE_ONLY_IN_EVENTSTORE(
            "broken.command.therapy.TouchesTheEngine",
            root -> noClasses()
                    .that(not(resideIn(root, "command.eventstore")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.axonframework.eventsourcing.eventstore..")),

    COMMAND_FEATURES_KNOW_NO_SIBLING(
            "broken.command.surgery.KnowsTherapy", root -> siblings(root, "command", Set.of("intake", "eventstore"))),

    QUERY_FEATURES_KNOW_NO_SIBLING(
            "broken.query.audit.KnowsACenter",
            root -> siblings(root, "query", Set.of("access", "http", "views", "disclosure", "console"))),

    VIEWS_KNOW_NO_FEATURE(
            "broken.query.views.KnowsAFeature",
            root -> noClasses()
                    .that(resideIn(root, "query.views"))
                    .should()
                    .dependOnClassesThat(resideIn(root, "query").and(not(resideIn(root, "query.views"))))),

    VIEWS_SAY_WHAT_THEY_ARE_WITHOUT_THEIR_PARTS(
            "broken.query.views.KnowsTheStore",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".query.views")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root + ".query.views.*..")),

    VIEWS_PARTS_STAND_ON_EACH_OTHER_IN_ORDER(
            "broken.query.views.store.KnowsTheFold",
            root -> slices().matching(root + ".query.views.(*)..").should().beFreeOfCycles()),

    COMMAND_SERVICE_KNOWS_NO_QUERY_SERVICE(
            "broken.command.surgery.KnowsAPage",
            root -> noClasses()
                    .that(resideIn(root, "command"))
                    .should()
                    .dependOnClassesThat(resideIn(root, "query", "statistics", "standalone", "broker"))),

    QUERY_SERVICE_KNOWS_NO_COMMAND_SERVICE(
            "broken.query.center.KnowsACommand",
            root -> noClasses()
                    .that(resideIn(root, "query"))
                    .should()
                    .dependOnClassesThat(resideIn(root, "command", "standalone", "broker"))),

    MONGO_ONLY_IN_QUERY_SERVICE(
            "broken.command.surgery.ReadsMongo",
            root -> noClasses()
                    .that(resideIn(root, "log", "study", "web", "command", "statistics"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.mongodb..", "org.bson..")),

    QUERY_SERVICE_CANNOT_WRITE_THE_LOG(
            "broken.query.views.WritesTheLog",
            root -> noClasses()
                    .that(resideIn(root, "query"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka.clients.producer..", "org.apache.kafka.clients.admin..")),

    QUERY_SERVICE_ASKS_FOR_NO_WRITER(
            "broken.query.views.AsksForAWriter",
            root -> noClasses()
                    .that(resideIn(root, "query"))
                    .should()
                    .accessTargetWhere(targetOwner(nameMatching("org\\.accrual\\.log\\.clients\\.KafkaClients"))
                            .and(target(nameMatching("writer|admin"))))),

    KAFKA_CLIENTS_ARE_MADE_IN_ONE_PLACE(
            "broken.query.views.MakesAKafkaClient",
            root -> noClasses()
                    .that(resideIn(root, "log", "command", "query", "standalone")
                            .and(not(resideIn(root, "log.clients"))))
                    .should()
                    .accessTargetWhere(targetOwner(nameMatching("org\\.apache\\.kafka\\.clients\\..*"
                                    + "\\.(KafkaConsumer|KafkaProducer|Admin|AdminClient|KafkaAdminClient)"))
                            .and(target(nameMatching("<init>|create"))))),

    PRODUCT_HOLDS_NO_PROGRAM_BUT_ITS_SERVICES(
            "broken.query.audit.AProgram",
            root -> noMethods()
                    .that()
                    .areDeclaredInClassesThat(
                            resideIn(root, "log", "study", "web", "command", "query", "statistics", "standalone")
                                    .and(not(simpleNameEndingWith("Application"))))
                    .should()
                    .haveName("main")),

    STATISTICS_ARE_ARITHMETIC(
            "broken.statistics.KnowsSpring",
            root -> classes()
                    .that(resideIn(root, "statistics"))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.apache.commons.statistics..")
                            .or(resideIn(root, "statistics"))));

    private final String offender;
    private final Function<String, ArchRule> rule;

    Boundary(String offender, Function<String, ArchRule> rule) {
        this.offender = offender;
        this.rule = rule;
    }

    /** The full name of the class that breaks the rule. */
    String offender() {
        return offender;
    }

    /** @param root the package that the house stands in */
    ArchRule under(String root) {
        return rule.apply(root);
    }

    private static DescribedPredicate<JavaClass> resideIn(String root, String... rooms) {
        return resideInAnyPackage(
                Arrays.stream(rooms).map(room -> root + "." + room + "..").toArray(String[]::new));
    }

    /** The folders of the command service in which something is decided. */
    private static DescribedPredicate<JavaClass> commandFeatures(String root) {
        return resideInAnyPackage(root + ".command.*..")
                .and(not(resideIn(root, "command.intake", "command.eventstore")));
    }

    /** What is made of HTTP, or of what is: whoever decides takes neither requests nor gives answers. */
    private static DescribedPredicate<JavaClass> knowHttp() {
        var http = resideInAnyPackage("org.springframework.http..", "org.springframework.web..", "jakarta.servlet..");
        return http.or(DescribedPredicate.describe(
                "know HTTP",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> http.test(dependency.getTargetClass()))));
    }

    private static DescribedPredicate<JavaClass> deciders(String root) {
        return resideIn(root, "command").and(simpleNameEndingWith("Decider"));
    }

    /** @param below rooms that every feature may know; they know none */
    private static ArchRule siblings(String root, String service, Set<String> below) {
        return slices().matching(root + "." + service + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), roomsOf(root, service, below));
    }

    private static DescribedPredicate<JavaClass> roomsOf(String root, String service, Set<String> rooms) {
        return resideIn(root, rooms.stream().map(room -> service + "." + room).toArray(String[]::new));
    }
}
