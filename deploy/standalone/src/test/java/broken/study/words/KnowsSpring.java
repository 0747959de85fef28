package broken.study.words;

/** Breaks: the kernel knows no framework. */
public class KnowsSpring {
    org.springframework.core.env.Environment environment;
}
