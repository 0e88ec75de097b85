package io.github.cameldune.faults;

/**
 * What befalls one execution: it runs, and all goes well until {@link #arm()}; then so many attempts to ask about it fail,
 * and it ends meanwhile. Thread-safe.
 */
final class FaultScript {

    private final WireFault fault;
    private long faultsLeft;
    private int failed;
    private boolean armed;

    FaultScript(WireFault fault, long faults) {
        this.fault = fault;
        this.faultsLeft = faults;
    }

    WireFault fault() {
        return fault;
    }

    /** From now on asking fails. */
    synchronized void arm() {
        armed = true;
    }

    synchronized boolean armed() {
        return armed;
    }

    /** Whether this attempt fails; counts it. */
    synchronized boolean takeFault() {
        if (!armed || faultsLeft == 0) {
            return false;
        }
        faultsLeft--;
        failed++;
        return true;
    }

    /** How many attempts failed. */
    synchronized int failed() {
        return failed;
    }

    /** The true state at present. An attempt that began before the faults may end among them, and tells nothing new. */
    synchronized String state() {
        return armed && faultsLeft == 0 ? "COMPLETED" : "EXECUTING";
    }
}
