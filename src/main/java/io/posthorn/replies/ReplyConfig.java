package io.posthorn.replies;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What refusals mean. */
@ConfigMapping(prefix = "posthorn.replies")
public interface ReplyConfig {

    /** A YAML file with rules that are asked before the packaged ones; docs/replies.md says how they are written. */
    Optional<Path> file();
}
