package io.posthorn.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.Workbench;
import io.posthorn.testing.KnownSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways to mount a set, each on top of the base. */
class TemplateComponentsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void thereIsAKubectl() {
        assumeTrue(Manifests.kubectl(), "kubectl is not on the PATH: the components were not rendered");
    }

    @Test
    void gitSyncFillsTheDirectoryThatPosthornFollows() throws Exception {
        Manifests manifests = rendered("gitsync");
        PodSpec pod = manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
        Container posthorn = container(pod, "posthorn");
        Container sync = container(pod, "git-sync");

        assertThat(setting(manifests, "POSTHORN_TEMPLATES_DIRECTORY")).isEqualTo("/templates/current/templates");
        assertThat(posthorn.getVolumeMounts()).contains(mount("templates", true), tmp());
        assertThat(Stream.concat(Stream.of(sync), pod.getInitContainers().stream()))
                .hasSize(2)
                .allSatisfy(container -> {
                    assertThat(container.getVolumeMounts()).contains(mount("templates", null));
                    assertThat(container.getArgs()).contains("--root=/templates", "--link=current");
                    assertThat(container.getImage()).matches("registry.k8s.io/git-sync/git-sync:v\\d+\\.\\d+\\.\\d+");
                    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .isTrue();
                    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                    assertThat(container.getSecurityContext().getCapabilities().getDrop())
                            .containsExactly("ALL");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                    assertThat(configMap(manifests, container.getEnvFrom().get(0)))
                            .containsKeys("GITSYNC_REPO", "GITSYNC_REF");
                    assertThat(container.getEnv())
                            .allSatisfy(variable -> assertThat(
                                            variable.getValueFrom().getSecretKeyRef())
                                    .isNotNull());
                });
        assertThat(pod.getInitContainers().get(0).getArgs()).contains("--one-time");
        assertThat(sync.getArgs()).doesNotContain("--one-time");
        assertThat(manifests.the(NetworkPolicy.class).getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .contains(443, 5432, 9092, 587);
    }

    @Test
    void aConfigMapHoldsASetThatPosthornTakes() throws Exception {
        Manifests manifests = rendered("templates-configmap");
        PodSpec pod = manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
        Volume volume = pod.getVolumes().stream()
                .filter(one -> one.getName().equals("templates"))
                .findAny()
                .orElseThrow();
        String name = volume.getConfigMap().getName();
        Map<String, String> content = configMap(manifests, name);

        assertThat(name).isEqualTo("posthorn-templates");
        assertThat(setting(manifests, "POSTHORN_TEMPLATES_DIRECTORY")).isEqualTo("/templates");
        assertThat(container(pod, "posthorn").getVolumeMounts())
                .contains(mount("templates", true))
                .allSatisfy(mount -> assertThat(mount.getSubPath()).isNull());
        assertThat(volume.getConfigMap().getItems())
                .extracting(KeyToPath::getKey)
                .containsExactlyInAnyOrderElementsOf(content.keySet());
        for (KeyToPath item : volume.getConfigMap().getItems()) {
            Path file = directory.resolve(item.getPath());
            Files.createDirectories(file.getParent());
            Files.writeString(file, content.get(item.getKey()));
        }
        LoadedSet set = Workbench.directory(directory);
        assertThat(set.templates()).containsOnlyKeys("notice");
        assertThat(set.samples("notice")).containsExactly("default");
    }

    private static Manifests rendered(String component) throws IOException, InterruptedException {
        Path overlay = Files.createDirectories(Path.of("target/kustomize", component));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [../../../k8s/base]
                components: [../../../k8s/components/%s]
                """.formatted(component));
        return Manifests.rendered(overlay.toString());
    }

    private static Container container(PodSpec pod, String name) {
        return pod.getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static VolumeMount mount(String volume, Boolean readOnly) {
        VolumeMount mount = new VolumeMount();
        mount.setName(volume);
        mount.setMountPath("/templates");
        mount.setReadOnly(readOnly);
        return mount;
    }

    private static VolumeMount tmp() {
        VolumeMount mount = new VolumeMount();
        mount.setName("tmp");
        mount.setMountPath("/tmp");
        return mount;
    }

    /** A setting of Posthorn, and one that it reads. */
    private static String setting(Manifests manifests, String name) {
        PodSpec pod = manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
        assertThat(KnownSettings.known(name)).isTrue();
        return configMap(manifests, container(pod, "posthorn").getEnvFrom().get(0))
                .get(name);
    }

    private static Map<String, String> configMap(Manifests manifests, EnvFromSource source) {
        return configMap(manifests, source.getConfigMapRef().getName());
    }

    private static Map<String, String> configMap(Manifests manifests, String name) {
        return manifests.objects().stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .filter(map -> map.getMetadata().getName().equals(name))
                .findAny()
                .orElseThrow()
                .getData();
    }
}
