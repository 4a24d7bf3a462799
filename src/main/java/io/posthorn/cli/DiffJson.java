package io.posthorn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.CandidateSet;
import io.posthorn.template.check.LineDiff;
import io.posthorn.template.diff.MailDiff;
import io.posthorn.template.diff.MailDiff.Verdict;
import io.posthorn.template.diff.MailName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** For programs: one object, with every mail and every change. */
final class DiffJson implements DiffReport {

    private final PrintWriter out;
    private final JsonGenerator json;

    DiffJson(PrintWriter out) {
        this.out = out;
        try {
            this.json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Part {
        void write() throws IOException;
    }

    private static void written(Part part) {
        try {
            part.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(CandidateSet before, CandidateSet after) {
        written(() -> {
            json.writeStartObject();
            set("before", before);
            set("after", after);
            json.writeArrayFieldStart("mails");
        });
    }

    private void set(String field, CandidateSet set) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("name", set.name());
        json.writeStringField("revision", set.set().revision());
        json.writeArrayFieldStart("broken");
        for (BrokenTemplateException complaint : set.complaints()) {
            json.writeStartObject();
            json.writeStringField("file", complaint.file());
            json.writeNumberField("line", complaint.line());
            json.writeStringField("problem", complaint.problem());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void mail(MailDiff diff) {
        written(() -> {
            json.writeStartObject();
            name(diff.name());
            json.writeStringField("verdict", word(diff.verdict()));
            json.writeArrayFieldStart("reasons");
            for (String reason : diff.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("changes");
            for (MailDiff.Change change : diff.changes()) {
                change(change);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void name(MailName name) throws IOException {
        json.writeStringField("template", name.template());
        json.writeStringField("locale", name.locale());
        if (name.source() instanceof MailName.Sample sample) {
            json.writeStringField("sample", sample.name());
            if (sample.edition() != MailName.Edition.ONLY) {
                json.writeStringField("sampleOf", sample.edition().name().toLowerCase(Locale.ROOT));
            }
        } else if (name.source() instanceof MailName.Request request) {
            json.writeStringField("mail", request.mail().toString());
        }
    }

    private void change(MailDiff.Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("part", change.part());
        json.writeStringField("note", change.note());
        StringBuilder diff = new StringBuilder();
        for (LineDiff.Hunk hunk : change.hunks()) {
            diff.append(hunk);
        }
        json.writeStringField("diff", diff.toString());
        json.writeEndObject();
    }

    @Override
    public void end(DiffTally samples, DiffTally requests) {
        written(() -> {
            json.writeEndArray();
            tally("samples", samples);
            if (requests != null) {
                tally("requests", requests);
            }
            json.writeEndObject();
            json.flush();
        });
        out.println();
        out.flush();
    }

    private void tally(String field, DiffTally tally) throws IOException {
        json.writeObjectFieldStart(field);
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(word(verdict), tally.count(verdict));
        }
        json.writeEndObject();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
