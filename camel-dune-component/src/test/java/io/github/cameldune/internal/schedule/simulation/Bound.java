package io.github.cameldune.internal.schedule.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * The least mean delay that any schedule can reach with a number of requests per execution on average, if it knows the
 * distribution of the durations of each kind of query exactly.
 *
 * <p>For a price per request, dynamic programming over the instants of the requests gives the schedule that minimises
 * expected delay plus price × requests. The price is then searched for at which the requests are as many as wanted. One
 * price for all kinds makes the sum over them the optimum as well.
 */
final class Bound {

    private static final int POINTS = 2500;

    private final double end;
    private final double[] times = new double[POINTS];
    private final List<Curve> curves = new ArrayList<>();

    private final Map<Double, Double> known = new HashMap<>();

    private static final Map<Model, Bound> BOUNDS = new HashMap<>();

    /** The bound of a model, made once. Not thread-safe. */
    static Bound of(Model model) {
        return BOUNDS.computeIfAbsent(model, Bound::new);
    }

    private Bound(Model model) {
        end = model.longest() + 200;
        // fine at the start, a thousandth of the age later
        double finest = 0.02;
        double ratio = growth(finest);
        double step = finest;
        for (int i = 1; i < POINTS; i++) {
            times[i] = times[i - 1] + step;
            step *= ratio;
        }
        // what nobody can tell apart before it ends has one distribution: all ad-hoc SQL
        model.kinds().stream()
                .collect(Collectors.groupingBy(Model.Kind::queryId))
                .values()
                .forEach(alike -> curves.add(new Curve(alike)));
    }

    /** The schedule's cost: requests per execution and mean delay in seconds. */
    record Cost(double requests, double delay) {}

    /** Seconds of delay with so many requests per execution. */
    double delay(double requests) {
        return known.computeIfAbsent(requests, any -> delay(requests, this::cost));
    }

    private static double delay(double requests, DoubleFunction<Cost> costs) {
        double low = 1e-4;
        double high = 1e4;
        Cost more = costs.apply(low);
        Cost fewer = costs.apply(high);
        while (high / low > 1.0005) {
            double price = Math.sqrt(low * high);
            Cost cost = costs.apply(price);
            if (cost.requests() > requests) {
                low = price;
                more = cost;
            } else {
                high = price;
                fewer = cost;
            }
        }
        // requests are a step function of the price when durations are nearly certain: interpolate
        double span = more.requests() - fewer.requests();
        double part = span < 1e-9 ? 0 : (requests - fewer.requests()) / span;
        return fewer.delay() + part * (more.delay() - fewer.delay());
    }

    private Cost cost(double price) {
        return sum(curves.stream().map(curve -> curve.solve(price)).toList());
    }

    private Cost sum(List<Cost> solutions) {
        double requests = 0;
        double delay = 0;
        for (int i = 0; i < curves.size(); i++) {
            requests += curves.get(i).share * solutions.get(i).requests();
            delay += curves.get(i).share * solutions.get(i).delay();
        }
        return new Cost(requests, delay);
    }

    private double growth(double finest) {
        double low = 1;
        double high = 1.1;
        while (high - low > 1e-12) {
            double ratio = (low + high) / 2;
            double reached = finest * (Math.pow(ratio, POINTS - 1) - 1) / (ratio - 1);
            if (reached < end) {
                low = ratio;
            } else {
                high = ratio;
            }
        }
        return (low + high) / 2;
    }

    /** Executions with one distribution: which part has ended by each point, and the integral of that. */
    private final class Curve {

        private final double share;
        private final double[] ended = new double[POINTS];
        private final double[] area = new double[POINTS];

        private Curve(List<Model.Kind> kinds) {
            share = kinds.stream().mapToDouble(Model.Kind::share).sum();
            for (int i = 1; i < POINTS; i++) {
                ended[i] = i == POINTS - 1 ? 1 : ended(kinds, times[i]);
                area[i] = area[i - 1] + (ended[i] + ended[i - 1]) / 2 * (times[i] - times[i - 1]);
            }
        }

        private double ended(List<Model.Kind> kinds, double seconds) {
            double sum = 0;
            for (Model.Kind kind : kinds) {
                sum += kind.share() * kind.cdf(seconds);
            }
            return sum / share;
        }

        /** Expected delay of those that end between two requests. */
        private double wait(int from, int to) {
            return area[to] - area[from] - ended[from] * (times[to] - times[from]);
        }

        private Cost solve(double price) {
            double[] least = new double[POINTS];
            double[] requests = new double[POINTS];
            double[] delay = new double[POINTS];
            // the next request is never earlier for a later one, so the search window only moves
            int latest = POINTS - 1;
            for (int from = POINTS - 2; from >= 0; from--) {
                double best = Double.POSITIVE_INFINITY;
                double alive = 1 - ended[from];
                int last = latest;
                for (int to = from + 1; to <= last; to++) {
                    double cost = price * alive + wait(from, to);
                    double sum = cost + least[to];
                    if (sum < best) {
                        best = sum;
                        latest = to;
                    }
                    if (cost > best) {
                        break;
                    }
                }
                least[from] = best;
                requests[from] = alive + requests[latest];
                delay[from] = wait(from, latest) + delay[latest];
            }
            return new Cost(requests[0], delay[0]);
        }
    }
}
