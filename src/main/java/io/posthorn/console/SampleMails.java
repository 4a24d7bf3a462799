package io.posthorn.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.posthorn.mail.Fault;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.Draft;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.MailRenderer;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes mails of samples, to be looked at. */
@ApplicationScoped
class SampleMails {

    private static final ObjectWriter JSON = new ObjectMapper().writer(SerializationFeature.INDENT_OUTPUT);

    private final MailRenderer renderer;
    private final Clock clock;

    SampleMails(MailRenderer renderer, Clock clock) {
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The mail that is asked for, or why there is none. */
    Shown shown(LoadedSet set, TemplateVersion template, Choice choice) {
        String name = template.ref().name();
        Optional<Map<String, Object>> data;
        try {
            data = set.sample(name, choice.sample());
        } catch (BrokenTemplateException e) {
            return Shown.refused(List.of(new Fault("", "broken-sample", e.getMessage())));
        }
        if (data.isEmpty()) {
            return Shown.refused(List.of(new Fault(
                    "", "no-sample", "there is no sample yet; put data into " + name + "/samples/default.json")));
        }
        Rendering rendering = renderer.render(template, choice.locale(), data.get());
        if (rendering instanceof Rendering.Refused refused) {
            return Shown.refused(refused.faults());
        }
        return Shown.of(Draft.of(
                template,
                (Rendering.Rendered) rendering,
                data.get(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** The data of the sample, or an empty string if there are none. */
    String data(LoadedSet set, TemplateVersion template, Choice choice) {
        try {
            return pretty(set.sample(template.ref().name(), choice.sample()).orElse(Map.of()));
        } catch (BrokenTemplateException e) {
            return "";
        }
    }

    private static String pretty(Map<String, Object> data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read from JSON can be written", e);
        }
    }
}
