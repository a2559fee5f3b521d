package io.holdfast.adapters.persistence.ingestion;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// A text whose beginning can be looked at before it is read.
final class TextHead extends Reader {

    /// In UTF-16 units. A header beyond it is judged by what stands before.
    static final int MAX_LENGTH = 1 << 16;

    private final Reader text;
    private final char[] head = new char[MAX_LENGTH];
    private int length;
    private int given;
    private String fault = "";

    TextHead(Reader text) throws IOException {
        this.text = text;
        try {
            for (int count = 0; count >= 0 && length < head.length; length += Math.max(count, 0)) {
                count = text.read(head, length, head.length - length);
            }
        } catch (UnreadableException e) {
            fault = e.reason();
        }
    }

    /// The first character that is no white space; a blank where there is none.
    char firstCharacter() {
        for (int i = 0; i < length; i++) {
            if (!Character.isWhitespace(head[i])) {
                return head[i];
            }
        }
        return ' ';
    }

    /// Which of the candidates stands most often outside quotes in the first line that is not
    /// blank; of several the first, which is the answer, too, where there is none.
    char mostFrequentInFirstLine(char... candidates) {
        var counts = new int[candidates.length];
        boolean isQuoted = false;
        boolean isBlank = true;
        for (int i = 0; i < length; i++) {
            char c = head[i];
            if (!isQuoted && (c == '\n' || c == '\r')) {
                if (!isBlank) {
                    break;
                }
                // Tabs of a blank line tell nothing.
                Arrays.fill(counts, 0);
            }
            isBlank &= Character.isWhitespace(c);
            isQuoted ^= c == '"';
            for (int k = 0; k < candidates.length && !isQuoted; k++) {
                counts[k] += c == candidates[k] ? 1 : 0;
            }
        }
        int best = 0;
        for (int k = 1; k < candidates.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return candidates[best];
    }

    @Override
    public int read(char[] target, int offset, int wanted) throws IOException {
        if (given < length) {
            int count = Math.min(wanted, length - given);
            System.arraycopy(head, given, target, offset, count);
            given += count;
            return count;
        }
        if (!fault.isEmpty()) {
            throw new UnreadableException(fault);
        }
        return text.read(target, offset, wanted);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
