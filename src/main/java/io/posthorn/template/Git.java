package io.posthorn.template;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The program git, asked about the repository that a directory lies in. It is never told to change anything. */
final class Git {

    /** What hooks of another repository say in the environment would win over the directory. */
    private static final List<String> OTHERS =
            List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE");

    private final Path directory;

    Git(Path directory) {
        this.directory = directory;
    }

    /** What it said. */
    record Answer(boolean ok, String text, String trouble) {

        /** Its only line. */
        String line() {
            return text.strip();
        }
    }

    /** Runs one command. That there is no git is a {@link BrokenTemplateException}. */
    Answer ask(String... arguments) throws IOException {
        Process process = start(arguments);
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream();
                InputStream err = process.getErrorStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            String trouble = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(end(process) == 0, text, trouble.strip().replaceFirst("^fatal: ", ""));
        }
    }

    /** The name of an object, if there is such an object. */
    Optional<String> name(String expression) throws IOException {
        Answer answer = ask("rev-parse", "--verify", "--quiet", expression);
        return answer.ok() ? Optional.of(answer.line()) : Optional.empty();
    }

    /** The contents of blobs by path, given their names by path. */
    Map<String, byte[]> contents(Map<String, String> names) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        Process process = start("cat-file", "--batch");
        try (OutputStream in = process.getOutputStream();
                DataInputStream out = new DataInputStream(process.getInputStream())) {
            for (Map.Entry<String, String> name : names.entrySet()) {
                in.write((name.getValue() + '\n').getBytes(StandardCharsets.US_ASCII));
                in.flush();
                contents.put(name.getKey(), content(out));
            }
        } finally {
            process.destroy();
        }
        return contents;
    }

    /** {@code NAME blob SIZE}, a line feed, the content, a line feed. */
    private static byte[] content(DataInputStream out) throws IOException {
        StringBuilder header = new StringBuilder();
        for (int octet = out.read(); octet != '\n'; octet = out.read()) {
            if (octet < 0) {
                throw new EOFException("git cat-file has ended");
            }
            header.append((char) octet);
        }
        String[] facts = header.toString().split(" ");
        if (facts.length != 3) {
            throw new IOException("git cat-file: " + header);
        }
        byte[] content = new byte[Integer.parseInt(facts[2])];
        out.readFully(content);
        out.readByte();
        return content;
    }

    private Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(OTHERS);
        builder.environment().putAll(Map.of("LC_ALL", "C", "GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0"));
        if (arguments[0].equals("cat-file")) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BrokenTemplateException(
                    "git",
                    0,
                    "the program cannot be started; without it, compare with a directory: git worktree add DIR REV,"
                            + " on a machine that has git");
        }
    }

    private static int end(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            return -1;
        }
    }
}
