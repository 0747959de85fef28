package broken.command.intake;

/** Made of HTTP; breaks nothing by itself. */
public class AnEndpoint {
    org.springframework.http.ResponseEntity<?> answer;
}
