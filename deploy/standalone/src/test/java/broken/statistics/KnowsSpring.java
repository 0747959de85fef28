package broken.statistics;

/** Breaks: survival is arithmetic. */
public class KnowsSpring {
    org.springframework.core.env.Environment environment;
}
