package io.holdfast.adapters.web.models;

import java.util.List;
import java.util.Locale;

/// Two axes with a grid, and lines, dots and bars in it, as SVG. Colours are attributes, so that a
/// picture keeps them wherever it is copied to.
final class Plot {

    static final String BLUE = "#1b5e9e";
    static final String ORANGE = "#b45309";
    static final String GREEN = "#2f6b3a";
    static final String GREY = "#6b7280";

    private static final String INK = "#1f2937";
    private static final String GRID = "#e5e7eb";
    private static final int WIDTH = 460;
    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 46;
    private static final int MOST_TICKS = 6;

    /// @param most value at its end; it begins at 0
    record Axis(String label, double most) {}

    record Point(double x, double y) {}

    private final Markup out;
    private final Axis across;
    private final Axis up;
    private final int height;

    /// Begins a picture that `end` ends.
    ///
    /// @param name for those who cannot see it
    Plot(Markup out, String name, int height, Axis across, Axis up) {
        this.out = out;
        this.across = across;
        this.up = up;
        this.height = height;
        out.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                name,
                "font-size",
                12,
                "font-family",
                "system-ui, sans-serif",
                "fill",
                INK);
        grid();
    }

    private double x(double value) {
        return LEFT + value / across.most() * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - value / up.most() * (height - TOP - BOTTOM);
    }

    private void grid() {
        double step = step(across.most());
        for (int i = 0; i * step <= across.most() * 1.0001; i++) {
            double at = x(i * step);
            segment(at, y(0), at, y(up.most()), GRID);
            label(at, y(0) + 17, "middle", number(i * step));
        }
        step = step(up.most());
        for (int i = 0; i * step <= up.most() * 1.0001; i++) {
            double at = y(i * step);
            segment(x(0), at, x(across.most()), at, GRID);
            label(x(0) - 7, at + 4, "end", number(i * step));
        }
        segment(x(0), y(0), x(across.most()), y(0), INK);
        segment(x(0), y(0), x(0), y(up.most()), INK);
        label(x(across.most() / 2), height - 8.0, "middle", across.label());
        double middle = y(up.most() / 2);
        out.element(
                "text",
                up.label(),
                "x",
                12.0,
                "y",
                middle,
                "text-anchor",
                "middle",
                "transform",
                String.format(Locale.ROOT, "rotate(-90 12 %.1f)", middle));
    }

    /// 1, 2 or 5 times a power of ten, so that there are few.
    static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / MOST_TICKS)));
        for (int factor : new int[] {1, 2, 5}) {
            if (most / (factor * power) <= MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    static String number(double value) {
        if (value >= 10_000) {
            return String.format(Locale.ROOT, "%,.0fk", value / 1_000);
        }
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }

    private void segment(double x1, double y1, double x2, double y2, String colour) {
        out.shape("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour);
    }

    private void label(double x, double y, String anchor, String text) {
        out.element("text", text, "x", x, "y", y, "text-anchor", anchor);
    }

    /// @param dashes such as `4 4`; `none` for a full line
    Plot line(List<Point> points, String colour, String dashes) {
        var path = new StringBuilder();
        for (var point : points) {
            path.append(path.isEmpty() ? "" : " ")
                    .append(String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y())));
        }
        out.shape(
                "polyline",
                "points",
                path,
                "fill",
                "none",
                "stroke",
                colour,
                "stroke-width",
                2,
                "stroke-linejoin",
                "round",
                "stroke-dasharray",
                dashes);
        return this;
    }

    Plot dot(Point point, String colour) {
        out.shape("circle", "cx", x(point.x()), "cy", y(point.y()), "r", 4, "fill", colour);
        return this;
    }

    /// A bar from the ground, between two values across.
    Plot bar(double from, double to, double top, String colour) {
        out.shape(
                "rect",
                "x",
                x(from) + 1,
                "y",
                y(top),
                "width",
                x(to) - x(from) - 2,
                "height",
                y(0) - y(top),
                "fill",
                colour);
        return this;
    }

    /// A text above a point, centred.
    Plot above(Point point, String text) {
        label(x(point.x()), y(point.y()) - 4, "middle", text);
        return this;
    }

    void end() {
        out.close("svg");
    }
}
