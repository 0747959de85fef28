package broken.query.survival;

/** Breaks: survival is arithmetic. */
public class KnowsSpring {
    org.springframework.core.env.Environment environment;
}
