package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.scoring.InputFile;
import io.holdfast.bootstrap.scoring.Lines;
import io.holdfast.bootstrap.scoring.OutputFile;
import io.holdfast.bootstrap.scoring.ScoredLines;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import picocli.CommandLine.Option;

/// What is scored, and where the scores and the rejected rows go.
final class ScoringFiles {

    private static final Path NONE = Path.of("");
    private static final String PIPE = "-";
    private static final String REJECTED = ".rejected.csv";

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "CSV, or CSV packed by gzip (.gz); - for standard input.")
    private Path in = NONE;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The scores, packed where the name ends in .gz; - for standard output.")
    private Path out = NONE;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = "The faults of rejected rows, instead of OUT.rejected.csv.")
    private Path rejected = NONE;

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    /// Where a run's lines go. `keep` puts complete files in their places; closing without it
    /// leaves none.
    interface Output extends AutoCloseable {
        Lines scores();

        Lines rejects();

        void keep() throws IOException;

        @Override
        void close() throws IOException;
    }

    /// Before anything is opened: what can be told from the names.
    void check() {
        if (!isPipe(in) && !Files.exists(in)) {
            throw new Refused("There is no file " + in + ".");
        }
        if (Files.isDirectory(in)) {
            throw new Refused(in + " is a folder.");
        }
        if (isPipe(out) && rejected.equals(NONE)) {
            throw new Refused("--out - needs --rejected FILE for the rows that have no score.");
        }
        var written = new ArrayList<Path>();
        if (!isPipe(out)) {
            written.add(out);
        }
        written.add(rejected());
        for (var file : written) {
            check(file);
        }
        if (written.size() == 2 && same(out, rejected())) {
            throw new Refused("--out and --rejected name the same file.");
        }
    }

    private void check(Path file) {
        if (!isPipe(in) && same(in, file)) {
            throw new Refused(file + " is the input; its rows would be written over.");
        }
        if (Files.isDirectory(file)) {
            throw new Refused(file + " is a folder.");
        }
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Refused("There is no folder for " + file + ".");
        }
        if (!force && Files.exists(file)) {
            throw new Refused(file + " is there already; --force writes over it.");
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                    || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPipe(Path file) {
        return file.toString().equals(PIPE);
    }

    Path rejected() {
        return rejected.equals(NONE) ? out.resolveSibling(out.getFileName() + REJECTED) : rejected;
    }

    String inputName() {
        return isPipe(in) ? "the standard input" : in.toString();
    }

    InputFile openInput() throws IOException {
        try {
            return isPipe(in) ? InputFile.standardInput() : InputFile.open(in);
        } catch (EOFException | ZipException e) {
            throw notPacked(e);
        }
    }

    /// A packed file that is damaged or cut is the user's to mend; a disk that fails is not.
    RuntimeException brokenInput(UncheckedIOException failure) {
        var cause = failure.getCause();
        return cause instanceof EOFException || cause instanceof ZipException
                ? notPacked(cause)
                : failure;
    }

    private Refused notPacked(IOException cause) {
        return new Refused(
                "Nothing was scored: %s is no complete gzip file: %s."
                        .formatted(inputName(), cause.getMessage()));
    }

    /// Files are begun at once, so that a place that cannot be written to is told before the work.
    Output openOutput(ScoredLines format) throws IOException {
        var rejects = new OutputFile(rejected(), ScoredLines.rejectsHeader());
        if (isPipe(out)) {
            // Not System.out, which keeps silent when nobody reads any more.
            var stream = new FileOutputStream(FileDescriptor.out);
            stream.write(format.scoresHeader());
            return new Written(stream::write, rejects, List.of(rejects));
        }
        var scores = new OutputFile(out, format.scoresHeader());
        scores.begin();
        return new Written(scores, rejects, List.of(rejects, scores));
    }

    /// @param files in the order in which they are kept: the scores last, so that who sees them
    ///   also sees what they leave out
    private record Written(Lines scores, Lines rejects, List<OutputFile> files) implements Output {

        @Override
        public void keep() throws IOException {
            for (var file : files) {
                file.keep();
            }
        }

        @Override
        public void close() throws IOException {
            for (var file : files) {
                file.close();
            }
        }
    }
}
