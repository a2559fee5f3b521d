package io.holdfast.bootstrap.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The figures beside their targets, and how to read them.
public final class FigureTable {

    private static final List<String> HEAD = List.of("what", "figure", "target", "met");
    private static final String GAP = "  ";

    private static final String LEGEND =
            """
            Compare within one run only: a figure of another machine, or of another hour, is another
            figure. What is compared took turns on the same machine at the same time.
            Model figures: JMH, in a process of their own, one thread; the time is that of the
            fastest iteration, which a busy machine disturbs least; allocations are of all.
            HTTP figures: closed loop: each connection sends its next request when it has the answer
            to the last. So a server that stalls is asked less, and the slowest percentiles look
            better than users who keep coming would find them. The server has a process of its own
            with an embedded PostgreSQL of its own (fsync on, all committed first); client,
            server and database share the machine's processors.
            Echo: POST /bench/echo of the same server: a JSON body in and out through the same
            steps, without a credential, a score or the log. The product does not serve it.
            A target that is missed does not fail the command. Again: ./holdfast bench --only NAME
            """;

    private FigureTable() {}

    public static void print(PrintWriter out, List<Figure> figures) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEAD);
        for (var figure : figures) {
            lines.add(List.of(figure.what(), figure.value(), figure.target(), figure.met().word()));
        }
        var widths =
                IntStream.range(0, HEAD.size())
                        .map(column -> width(lines, column))
                        .boxed()
                        .toList();
        for (var line : lines) {
            out.println(
                    IntStream.range(0, HEAD.size())
                            .mapToObj(column -> pad(line.get(column), widths.get(column)))
                            .collect(Collectors.joining(GAP))
                            .stripTrailing());
        }
        out.println();
        out.print(LEGEND);
        out.flush();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
