package io.posthorn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthorn.template.SetCheck;
import io.posthorn.template.check.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the findings of a check are written. */
enum CheckReport {
    /** For people: {@code file:line: error: …}, as compilers do. */
    TEXT {
        @Override
        void write(Path directory, SetCheck.Result result, PrintWriter out) {
            for (Finding finding : result.findings()) {
                String line = finding.line() > 0 ? ":" + finding.line() : "";
                out.println(path(directory, finding) + line + ": " + severity(finding) + ": " + finding.problem() + " ["
                        + finding.rule() + "]");
                if (!finding.mend().isEmpty()) {
                    out.println("    " + finding.mend());
                }
                finding.diff().lines().forEach(diff -> out.println("    " + diff));
            }
            result.updated().forEach(path -> out.println("updated " + directory.resolve(path)));
            out.println((result.findings().isEmpty() ? "" : counted(result) + " in ")
                    + number(result.templates(), "template") + ", " + number(result.mails(), "mail")
                    + " made of samples" + (result.findings().isEmpty() ? ", nothing to mend" : ""));
        }
    },

    /** For programs: one object. */
    JSON {
        @Override
        void write(Path directory, SetCheck.Result result, PrintWriter out) {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
                json.writeStartObject();
                json.writeStringField("directory", directory.toString());
                json.writeNumberField("templates", result.templates());
                json.writeNumberField("mails", result.mails());
                json.writeNumberField("errors", count(result, Finding.Severity.ERROR));
                json.writeNumberField("warnings", count(result, Finding.Severity.WARNING));
                json.writeArrayFieldStart("updated");
                for (String path : result.updated()) {
                    json.writeString(path);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("findings");
                for (Finding finding : result.findings()) {
                    json.writeStartObject();
                    json.writeStringField("severity", severity(finding));
                    json.writeStringField("rule", finding.rule());
                    json.writeStringField("file", finding.file());
                    json.writeNumberField("line", finding.line());
                    json.writeStringField("problem", finding.problem());
                    json.writeStringField("mend", finding.mend());
                    json.writeStringField("diff", finding.diff());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.println();
        }
    },

    /** Annotations, which GitHub shows beside the lines of a pull request. */
    GITHUB {
        @Override
        void write(Path directory, SetCheck.Result result, PrintWriter out) {
            for (Finding finding : result.findings()) {
                String line = finding.line() > 0 ? ",line=" + finding.line() : "";
                String mend = finding.mend().isEmpty() ? "" : "\n" + finding.mend();
                String diff =
                        finding.diff().isEmpty() ? "" : "\n" + finding.diff().strip();
                out.println("::" + severity(finding) + " file=" + property(path(directory, finding)) + line + ",title="
                        + property(finding.rule()) + "::" + data(finding.problem() + mend + diff));
            }
        }
    };

    abstract void write(Path directory, SetCheck.Result result, PrintWriter out);

    private static String path(Path directory, Finding finding) {
        return directory.normalize().resolve(finding.file()).toString().replace('\\', '/');
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static long count(SetCheck.Result result, Finding.Severity severity) {
        return result.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String counted(SetCheck.Result result) {
        return number(count(result, Finding.Severity.ERROR), "error") + " and "
                + number(count(result, Finding.Severity.WARNING), "warning");
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Reads the name of a format. */
    static final class Converter implements ITypeConverter<CheckReport> {
        @Override
        public CheckReport convert(String name) {
            for (CheckReport report : values()) {
                if (report.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return report;
                }
            }
            throw new TypeConversionException("text, json or github is expected, and not " + name);
        }
    }
}
