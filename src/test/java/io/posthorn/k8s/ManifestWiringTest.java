package io.posthorn.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.posthorn.testing.KnownSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that a pod gets, who finds it, and whom it may talk to. */
class ManifestWiringTest {

    static Stream<String> manifests() {
        return Manifests.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everySelectorFindsThePods(String source) {
        Deployment deployment = the(source, Deployment.class);
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(List.of(
                        deployment.getSpec().getSelector().getMatchLabels(),
                        the(source, Service.class).getSpec().getSelector(),
                        the(source, PodDisruptionBudget.class)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels(),
                        the(source, NetworkPolicy.class)
                                .getSpec()
                                .getPodSelector()
                                .getMatchLabels()))
                .allSatisfy(selector -> assertThat(labels).isNotEmpty().containsAllEntriesOf(selector))
                .doesNotContain(Map.of());
        assertThat(pod(source).getTopologySpreadConstraints())
                .isNotEmpty()
                .allSatisfy(spread -> assertThat(labels)
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void theServicePointsToPortsThatExist(String source) {
        List<String> ports = container(source).getPorts().stream()
                .map(ContainerPort::getName)
                .toList();

        assertThat(the(source, Service.class).getSpec().getPorts())
                .extracting(ServicePort::getTargetPort)
                .extracting(IntOrString::getStrVal)
                .containsExactlyInAnyOrderElementsOf(ports);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void theNetworkIsClosedButForWhatIsNamed(String source) {
        var policy = the(source, NetworkPolicy.class).getSpec();

        assertThat(policy.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getIngress()).allSatisfy(rule -> {
            assertThat(rule.getFrom()).isNotEmpty();
            assertThat(rule.getFrom())
                    .allSatisfy(peer -> assertThat(Stream.of(peer.getPodSelector(), peer.getNamespaceSelector())
                                    .filter(selector -> selector != null)
                                    .flatMap(selector -> selector.getMatchLabels().keySet().stream()))
                            .isNotEmpty());
        });
        assertThat(policy.getIngress())
                .flatExtracting(NetworkPolicyIngressRule::getPorts)
                .extracting(port -> port.getPort().getIntVal())
                .containsExactlyInAnyOrder(8080, 9000);
        assertThat(policy.getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal())
                        .distinct())
                .containsExactlyInAnyOrder(53, 9092, 9093, 5432, 25, 465, 587);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everySettingIsOneThatIsReadAtRunTime(String source) {
        Stream<String> fromPod = container(source).getEnv().stream().map(EnvVar::getName);
        Stream<String> fromConfig = the(source, ConfigMap.class).getData().keySet().stream();

        assertThat(Stream.concat(fromPod, fromConfig)).allMatch(KnownSettings::known);
    }

    @Test
    void aSettingThatNobodyReadsIsNoticed() {
        assertThat(Stream.of(
                        "QUARKUS_MAILER_STARTTLS", // START_TLS
                        "QUARKUS_MANAGEMENT_ENABLED", // fixed at build time
                        "KAFKA_BOOTSTRAP_SERVER",
                        "POSTHORN_NO_SUCH_THING"))
                .noneMatch(KnownSettings::known);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void secretsAreNamedAndNeverWritten(String source) {
        assertThat(container(source).getEnv())
                .allSatisfy(variable -> assertThat(variable.getValue()).isNull())
                .filteredOn(variable -> variable.getName().matches(".*(PASSWORD|USERNAME|JAAS).*"))
                .isNotEmpty()
                .allSatisfy(variable ->
                        assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull());
        assertThat(the(source, ConfigMap.class).getData().keySet())
                .noneMatch(name -> name.matches(".*(PASSWORD|USERNAME|JAAS|SECRET|TOKEN).*"));
        assertThat(container(source).getEnvFrom())
                .extracting(from -> from.getConfigMapRef().getName())
                .containsExactly(the(source, ConfigMap.class).getMetadata().getName());
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
}
