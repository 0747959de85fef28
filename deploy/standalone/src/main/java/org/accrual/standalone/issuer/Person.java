package org.accrual.standalone.issuer;

import java.util.List;
import org.accrual.study.access.Disclosure;
import org.accrual.study.words.Check;
import org.accrual.study.words.Role;

/**
 * Someone who can sign in, as kept in {@code people.json}.
 *
 * @param user the name to sign in with; also the client id for scripts
 * @param name what a page calls them
 * @param password also the client secret for scripts; null in a hand-written entry means: make one
 * @param subject the opaque id that the log knows them by; it must never change; null means: make one
 * @param roles what they are in their studies
 * @param studies study ids, or {@code *} for all
 * @param centers {@code study/center}, {@code study/*}, or {@code *} for all
 * @param disclosure how much of a patient they may see as an analyst
 */
public record Person(
        String user,
        String name,
        String password,
        String subject,
        List<Role> roles,
        List<String> studies,
        List<String> centers,
        Disclosure disclosure) {

    public Person {
        Check.text("user", user);
        Check.text("name", name);
        roles = Check.list("roles", roles);
        studies = Check.list("studies", studies);
        centers = Check.list("centers", centers);
        Check.present("disclosure", disclosure);
    }

    Person withPassword(String chosen) {
        return new Person(user, name, chosen, subject, roles, studies, centers, disclosure);
    }

    Person withSubject(String chosen) {
        return new Person(user, name, password, chosen, roles, studies, centers, disclosure);
    }

    boolean has(Role role) {
        return roles.contains(role);
    }

    boolean worksAt(String center) {
        return centers.contains(center);
    }
}
