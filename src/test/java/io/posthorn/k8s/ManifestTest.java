package io.posthorn.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.posthorn.testing.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what is applied to a cluster as strictly as the cluster does, and holds it against our own rules. */
class ManifestTest {

    static Stream<String> manifests() {
        return Manifests.ALL.keySet().stream();
    }

    @Test
    void kubectlRendersBaseAndProd() {
        assumeTrue(
                Manifests.kubectl(),
                "kubectl is not on the PATH: only the files of k8s/base were read, nothing was rendered");
        assertThat(Manifests.ALL).containsKeys("base rendered", "prod rendered");
        assertThat(Manifests.ALL
                        .get("prod rendered")
                        .the(Deployment.class)
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
    }

    @Test
    void aMisspeltFieldIsRefused() throws IOException {
        String good = Files.readString(Path.of("k8s/base/deployment.yaml"));
        String misspelt = good.replace("imagePullPolicy", "imagePulPolicy");
        assertThat(misspelt).isNotEqualTo(good);

        assertThatThrownBy(() -> Manifests.parse(misspelt))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("imagePulPolicy");
    }

    @Test
    void aKindThatIsNotOursIsRefused() {
        assertThatThrownBy(() -> Manifests.parse("apiVersion: apps/v1beta1\nkind: Deployment\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("v1beta1");
    }

    @Test
    void everyFileOfTheBaseIsPartOfIt() throws IOException {
        String kustomization = Files.readString(Path.of("k8s/base/kustomization.yaml"));
        try (Stream<Path> files = Files.list(Path.of("k8s/base"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals("kustomization.yaml"))
                    .allSatisfy(name -> assertThat(kustomization).contains(name));
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thePodFitsTheRestrictedPodSecurityStandard(String source) {
        PodSpec pod = pod(source);
        Container container = container(source);

        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thePodHasNoTokenAndNoVariablesOfServicesBesideIt(String source) {
        assertThat(pod(source).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(source).getEnableServiceLinks()).isFalse();
        assertThat(pod(source).getServiceAccountName())
                .isEqualTo(the(source, ServiceAccount.class).getMetadata().getName());
        assertThat(the(source, ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyProbeAsksTheManagementPort(String source) throws IOException {
        Container container = container(source);

        assertThat(path(container, container.getStartupProbe())).isEqualTo("9000/q/health/started");
        assertThat(path(container, container.getLivenessProbe())).isEqualTo("9000/q/health/live");
        assertThat(path(container, container.getReadinessProbe())).isEqualTo("9000/q/health/ready");
        assertThat(Settings.packaged().getProperty("quarkus.management.enabled"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void memoryIsBoundedAndTheProcessorIsNot(String source) {
        var resources = container(source).getResources();

        assertThat(resources.getRequests()).containsKeys("cpu", "memory");
        assertThat(resources.getLimits()).containsOnlyKeys("memory");
        assertThat(resources.getRequests().get("memory"))
                .isEqualTo(resources.getLimits().get("memory"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void whatTheImageLetsTheJvmTakeFitsIntoTheLimit(String source) throws IOException {
        String image = Files.readString(Path.of("src/main/docker/Dockerfile.jvm"));
        long limit = Quantity.getAmountInBytes(
                        container(source).getResources().getLimits().get("memory"))
                .longValueExact();
        long heap = limit * number(image, "MaxRAMPercentage=(\\d+)\"") / 100;
        long megabytes = number(image, "MaxMetaspaceSize=(\\d+)m")
                + number(image, "MaxDirectMemorySize=(\\d+)m")
                + number(image, "ReservedCodeCacheSize=(\\d+)m");

        assertThat(heap + (megabytes << 20)).isLessThan(limit);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thereIsTimeToDrain(String source) throws IOException {
        Map<String, String> config = the(source, ConfigMap.class).getData();
        Duration drain = Stream.of(
                        "QUARKUS_SHUTDOWN_DELAY", "QUARKUS_SHUTDOWN_TIMEOUT", "POSTHORN_DELIVERY_DRAIN_TIMEOUT")
                .map(name -> seconds(config.getOrDefault(name, "0s")))
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(config).containsKeys("QUARKUS_SHUTDOWN_DELAY", "QUARKUS_SHUTDOWN_TIMEOUT");
        assertThat(pod(source).getTerminationGracePeriodSeconds()).isEqualTo(drain.toSeconds() + 10);
        assertThat(Settings.packaged().getProperty("quarkus.shutdown.delay-enabled"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aRolloutTakesNothingAwayBeforeItsSuccessorIsReady(String source) {
        var rolling = the(source, Deployment.class).getSpec().getStrategy().getRollingUpdate();

        assertThat(rolling.getMaxUnavailable()).isEqualTo(new IntOrString(0));
        assertThat(rolling.getMaxSurge()).isEqualTo(new IntOrString(1));
        assertThat(the(source, PodDisruptionBudget.class).getSpec().getMaxUnavailable())
                .isEqualTo(new IntOrString(1));
    }

    private static <T extends HasMetadata> T the(String source, Class<T> type) {
        return Manifests.ALL.get(source).the(type);
    }

    private static PodSpec pod(String source) {
        return the(source, Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(String source) {
        assertThat(pod(source).getContainers()).hasSize(1);
        return pod(source).getContainers().get(0);
    }

    private static String path(Container container, Probe probe) {
        String port = probe.getHttpGet().getPort().getStrVal();
        return container.getPorts().stream()
                        .filter(candidate -> candidate.getName().equals(port))
                        .findAny()
                        .orElseThrow()
                        .getContainerPort()
                + probe.getHttpGet().getPath();
    }

    private static Duration seconds(String value) {
        assertThat(value).matches("\\d+s");
        return Duration.ofSeconds(Long.parseLong(value.substring(0, value.length() - 1)));
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
