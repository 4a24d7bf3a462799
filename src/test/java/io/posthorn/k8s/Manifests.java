package io.posthorn.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kubernetes objects, read as strictly as the server reads them: a field it would not know is an error, where the
 * client's own reader would silently keep it.
 */
record Manifests(List<HasMetadata> objects) {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.<Class<? extends HasMetadata>>of(
                    ConfigMap.class,
                    Deployment.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Service.class,
                    ServiceAccount.class)
            .collect(Collectors.toUnmodifiableMap(HasMetadata::getKind, Function.identity()));

    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .annotationIntrospector(new WithoutAnySetter())
            .build();

    /** All there are, by a name for people; those that are rendered only where there is a kubectl. */
    static final Map<String, Manifests> ALL = readAll();

    /** Reads one or more documents. A kind that is not ours is an error. */
    static Manifests parse(String yaml) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                objects.add(object(documents.next()));
            }
        }
        return new Manifests(objects);
    }

    private static HasMetadata object(JsonNode document) throws IOException {
        String kind = document.path("kind").asText();
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null
                || !HasMetadata.getApiVersion(type)
                        .equals(document.path("apiVersion").asText())) {
            throw new IOException("not a kind that Posthorn deploys: " + document.path("apiVersion") + " " + kind);
        }
        return STRICT.treeToValue(document, type);
    }

    /** The base as it lies there, for machines without kubectl; its ConfigMap is the one that would be generated. */
    static Manifests ofBase() throws IOException {
        Path base = Path.of("k8s/base");
        JsonNode kustomization = STRICT.readTree(Files.readString(base.resolve("kustomization.yaml")));
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode resource : kustomization.get("resources")) {
            objects.addAll(
                    parse(Files.readString(base.resolve(resource.textValue()))).objects());
        }
        JsonNode generator = kustomization.get("configMapGenerator").get(0);
        ConfigMapBuilder configMap = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(generator.get("name").textValue())
                .endMetadata();
        for (JsonNode file : generator.get("envs")) {
            configMap.addToData(environment(base.resolve(file.textValue())));
        }
        objects.add(configMap.build());
        return new Manifests(objects);
    }

    private static Map<String, String> environment(Path file) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] sides = line.split("=", 2);
                variables.put(sides[0], sides[1]);
            }
        }
        return variables;
    }

    /** What kubectl makes of a directory. */
    static Manifests rendered(String directory) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", directory).start();
        kubectl.getOutputStream().close();
        String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(kubectl.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0 || !errors.isBlank()) {
            throw new IOException("kubectl kustomize " + directory + ": " + errors);
        }
        return parse(yaml);
    }

    private static Map<String, Manifests> readAll() {
        Map<String, Manifests> all = new LinkedHashMap<>();
        try {
            all.put("base files", ofBase());
            if (kubectl()) {
                all.put("base rendered", rendered("k8s/base"));
                all.put("prod rendered", rendered("k8s/overlays/prod"));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return all;
    }

    /** Whether there is a kubectl to render with. */
    static boolean kubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    }

    /** The only object of that kind. */
    <T extends HasMetadata> T the(Class<T> type) {
        List<T> all = objects.stream().filter(type::isInstance).map(type::cast).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of kind " + HasMetadata.getKind(type) + " instead of one");
        }
        return all.get(0);
    }

    private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
