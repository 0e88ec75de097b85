package io.github.cameldune.docs;

import java.util.List;
import java.util.Locale;

/**
 * The picture of the reference page: the polls of one execution over time, at the square root of its age, at a fixed
 * interval, and with learned durations. Made by the classes that run in production.
 */
final class PollPicture {

    private static final double END = 203;
    private static final double PENDING = 8;
    private static final double SHOWN = 230;
    private static final int LEFT = 30;
    private static final double PER_SECOND = 3.7;
    private static final List<Double> EARLIER = List.of(182.0, 191.0, 196.0, 203.0, 208.0, 214.0);

    private final StringBuilder svg = new StringBuilder();

    private PollPicture() {}

    /** The SVG. */
    static String render() {
        PollPicture picture = new PollPicture();
        picture.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 300\" font-family=\"sans-serif\""
                + " font-size=\"13\">");
        picture.add("<title>Polls of an execution that ends after 203 s</title>");
        picture.add("<rect width=\"900\" height=\"300\" fill=\"white\"/>");
        picture.state(0, PENDING, "#b0b7c3", "");
        picture.add("<text x=\"%d\" y=\"14\">PENDING</text>", LEFT);
        picture.state(PENDING, END, "#5b8def", "EXECUTING");
        picture.state(END, SHOWN, "#3a9d5d", "COMPLETED");
        picture.row(85, "√age, the default", true, 1, List.of());
        picture.row(145, "a fixed interval of 5 s: adaptive=false, delay=5s", false, 5, List.of());
        picture.row(205, "learned: six executions of the query ended after 182 to 214 s", true, 1, EARLIER);
        picture.axis();
        picture.add("</svg>");
        return picture.svg.toString();
    }

    private void state(double from, double to, String colour, String label) {
        add("<rect x=\"%.1f\" y=\"20\" width=\"%.1f\" height=\"26\" fill=\"%s\"/>", x(from), x(to) - x(from), colour);
        add("<text x=\"%.1f\" y=\"38\" fill=\"white\">%s</text>", x(from) + 6, label);
    }

    private void row(int y, String label, boolean adaptive, long delay, List<Double> earlier) {
        List<Double> polls = PollTimeline.of(END, adaptive, delay, earlier).seconds();
        double late = polls.get(polls.size() - 1) - END;
        add(
                "<text x=\"%d\" y=\"%d\">%s. Polls: %d; the end is seen %.1f s late.</text>",
                LEFT, y, label, polls.size(), late);
        add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#cccccc\"/>", x(0), y + 20, x(SHOWN), y + 20);
        for (double at : polls) {
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
                    x(at), y + 10, x(at), y + 30, at < END ? "#333333" : "#3a9d5d");
        }
    }

    private void axis() {
        add(
                "<line x1=\"%.1f\" y1=\"20\" x2=\"%.1f\" y2=\"250\" stroke=\"#3a9d5d\" stroke-dasharray=\"4 3\"/>",
                x(END), x(END));
        for (int second = 0; second <= SHOWN; second += 20) {
            add("<text x=\"%.1f\" y=\"275\" text-anchor=\"middle\">%d s</text>", x(second), second);
        }
    }

    private static double x(double seconds) {
        return LEFT + seconds * PER_SECOND;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
