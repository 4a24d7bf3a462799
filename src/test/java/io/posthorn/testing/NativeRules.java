package io.posthorn.testing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HttpMethod;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would break a native executable, or only show when one runs. Each rule answers with its violations.
 *
 * @param code the classes to judge
 */
public record NativeRules(JavaClasses code) {

    private static final List<String> NEVER_PACKAGED = List.of(
            "com.tngtech.archunit",
            "io.fabric8",
            "io.posthorn.bench",
            "io.posthorn.testing",
            "io.quarkus.test",
            "io.restassured",
            "io.zonky",
            "kafka",
            "org.apache.kafka.metadata",
            "org.apache.kafka.server",
            "org.apache.kafka.storage",
            "org.assertj",
            "org.awaitility",
            "org.junit");

    /** Methods that look into a type of ours by reflection; those with trees and tokens do not. */
    private static final Pattern BINDING =
            Pattern.compile("readValue(s|As|sAs)?|readerFor(Updating|ListOf|MapOf|ArrayOf)?"
                    + "|forType|treeToValue|convertValue|updateValue|valueToTree|writeValue(s|AsString|AsBytes)?"
                    + "|writerFor|writePOJO(Field)?|writeObject(Field)?|withValueToUpdate");

    private static final List<Class<?>> JACKSON = List.of(
            ObjectMapper.class,
            ObjectReader.class,
            ObjectWriter.class,
            ObjectCodec.class,
            JsonParser.class,
            JsonGenerator.class);

    /** Uses of what exists for tests only. */
    public Set<String> usesOfTheEmbeddedWorld() {
        return code.stream()
                .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                .filter(use -> neverPackaged(use.getTargetClass().getPackageName()))
                .map(Dependency::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean neverPackaged(String name) {
        return NEVER_PACKAGED.stream().anyMatch(area -> name.equals(area) || name.startsWith(area + "."));
    }

    /**
     * Methods that read or write JSON by reflection and hold a type of ours that is not registered for it. What exactly
     * is handed to Jackson is not to be seen in a class file, so every type that the method touches counts: read and
     * write trees or tokens instead, or register the type.
     */
    public Set<String> bindingsOfUnregisteredTypes() {
        Set<JavaClass> registered = registered();
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : code) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (unit.getMethodCallsFromSelf().stream().anyMatch(NativeRules::binds)) {
                    touched(unit)
                            .filter(touched -> ours(touched) && !touched.equals(type) && !registered.contains(touched))
                            .map(touched -> unit.getFullName() + " binds JSON and holds " + touched.getName())
                            .forEach(violations::add);
                }
            }
        }
        return violations;
    }

    private static boolean binds(JavaMethodCall call) {
        return BINDING.matcher(call.getName()).matches()
                && JACKSON.stream().anyMatch(call.getTargetOwner()::isAssignableTo);
    }

    private static Stream<JavaClass> touched(JavaCodeUnit unit) {
        return Stream.of(
                        raw(unit.getParameterTypes()),
                        unit.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType),
                        unit.getFieldAccesses().stream()
                                .map(JavaFieldAccess::getTarget)
                                .map(f -> f.getRawType()),
                        unit.getConstructorCallsFromSelf().stream().map(JavaConstructorCall::getTargetOwner),
                        unit.getMethodCallsFromSelf().stream()
                                .flatMap(call -> call.getTarget()
                                        .resolveMember()
                                        .map(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
                                        .orElse(Stream.of(call.getTarget().getRawReturnType()))))
                .flatMap(types -> types)
                .map(JavaClass::getBaseComponentType);
    }

    /** Types of the REST interface, and what they are made of, that are not registered for reflection. */
    public Set<String> unregisteredTypesOfTheRestInterface() {
        Deque<JavaClass> open = new ArrayDeque<>();
        code.stream()
                .filter(type -> type.isRecord() && type.getPackageName().startsWith("io.posthorn.api"))
                .forEach(open::add);
        code.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                .flatMap(NativeRules::answers)
                .forEach(open::add);
        Set<JavaClass> registered = registered();
        Set<JavaClass> seen = new HashSet<>();
        Set<String> violations = new TreeSet<>();
        while (!open.isEmpty()) {
            JavaClass type = open.pop().getBaseComponentType();
            if (!ours(type) || !seen.add(type)) {
                continue;
            }
            if (!registered.contains(type)) {
                violations.add(type.getName() + " is part of the REST interface");
            }
            type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                    .forEach(open::add);
        }
        return violations;
    }

    private static Stream<JavaClass> answers(JavaMethod method) {
        return method.getReturnType().getAllInvolvedRawTypes().stream();
    }

    private Set<JavaClass> registered() {
        Set<JavaClass> registered = new HashSet<>();
        for (JavaClass type : code) {
            type.tryGetAnnotationOfType(RegisterForReflection.class.getName()).ifPresent(annotation -> {
                JavaClass[] targets = targets(annotation);
                registered.addAll(targets.length == 0 ? List.of(type) : List.of(targets));
            });
        }
        return registered;
    }

    private static JavaClass[] targets(JavaAnnotation<?> annotation) {
        return annotation.get("targets").map(JavaClass[].class::cast).orElse(new JavaClass[0]);
    }

    private static Stream<JavaClass> raw(Collection<? extends JavaType> types) {
        return types.stream().flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().startsWith("io.posthorn");
    }
}
