package broken.kernel.language;

/** Breaks: the kernel knows no framework. */
public class KnowsSpring {
    org.springframework.core.env.Environment environment;
}
