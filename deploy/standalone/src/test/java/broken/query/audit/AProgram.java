package broken.query.audit;

class AProgram {
    public static void main(String[] arguments) {}
}
