package io.posthorn.template;

import io.posthorn.mail.Attachment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images of a version. HTML shows one by its file name: {@code src="cid:logo.png"}. */
final class Images {

    private static final Map<String, String> TYPES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif");
    private static final Map<String, byte[]> BEGINNINGS = Map.of(
            "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'},
            "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
            "image/gif", new byte[] {'G', 'I', 'F', '8'});
    private static final Pattern REFERENCE = Pattern.compile("[\"'(]\\s*cid:([A-Za-z0-9._-]+)");

    private final List<Attachment> images = new ArrayList<>();

    private Images() {}

    static Images of(SourceFiles files) {
        Images images = new Images();
        files.images().forEach((path, content) -> {
            String name = name(path);
            images.images.add(new Attachment(name, type(path), content, name));
        });
        return images;
    }

    /** Those that the HTML shows. */
    List<Attachment> shownIn(String html) {
        if (html == null || images.isEmpty()) {
            return List.of();
        }
        Set<String> names = references(html);
        return images.stream()
                .filter(image -> names.contains(image.contentId()))
                .toList();
    }

    /** The content ids that an HTML text refers to. */
    static Set<String> references(String html) {
        Set<String> names = new HashSet<>();
        Matcher matcher = REFERENCE.matcher(html);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    static boolean isImage(String path) {
        return type(path) != null;
    }

    /** The content id of the image at that path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Refuses what is not the kind of image that its name says. */
    static void check(String path, byte[] content) {
        byte[] beginning = BEGINNINGS.get(type(path));
        if (content.length < beginning.length
                || !Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length)) {
            throw new BrokenTemplateException(path, 0, "is no " + type(path) + ", whatever its name says");
        }
    }

    private static String type(String path) {
        return TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
