package io.github.cameldune.schedule;

/**
 * Keeps tokens for what will be urgent soon, such as the first minute of an execution that is about to be submitted. What
 * permits were worth lately is remembered, and a question that is worth less waits: the more tokens are there, the less it
 * has to be worth, and with a full bucket, whose next token would be lost, anything will do. So as many requests are made,
 * at better moments. In the simulation that sees ends sooner by one to five hundredths. Not thread-safe: guarded by its budget.
 */
final class Thrift {

    /** How much of what is remembered one permit replaces. */
    private static final double NEWS = 0.03;

    private static final double LEAST = 1e-3;

    /** A logarithm: urgencies differ by orders of magnitude. */
    private double worth = Double.NaN;

    /** A permit went to a question of this urgency. */
    void spent(double urgency) {
        double log = Math.log(Math.max(urgency, LEAST));
        worth = Double.isNaN(worth) ? log : worth + NEWS * (log - worth);
    }

    /**
     * Whether a token is better kept than spent on a question of this urgency.
     *
     * @param full which part of the tokens beside the next one is there, 0 to 1
     */
    boolean keeps(double urgency, double full) {
        return !Double.isNaN(worth) && urgency < Math.exp(worth) * Math.sqrt(1 - full);
    }
}
