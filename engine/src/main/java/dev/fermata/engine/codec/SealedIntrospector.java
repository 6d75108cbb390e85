package dev.fermata.engine.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Gives every sealed type that says nothing else a member {@code @type} with the subtype's logical name. */
final class SealedIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value BY_NAME =
            JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
        return own == null
                        && annotated instanceof AnnotatedClass type
                        && TypeNames.sealedRoot(type.getRawType()) != null
                ? BY_NAME
                : own;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        Class<?> raw = annotated.getRawType();
        if (annotated instanceof AnnotatedClass && raw.isSealed()) {
            Class<?> root = TypeNames.sealedRoot(raw);
            return TypeNames.permitted(raw).stream()
                    .map(type -> new NamedType(type, TypeNames.name(type, root == null ? raw : root)))
                    .toList();
        }
        return super.findSubtypes(config, annotated);
    }

    @Override
    public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
        Class<?> root = TypeNames.sealedRoot(annotated.getRawType());
        String own = super.findTypeName(config, annotated);
        return own != null || root == null ? own : TypeNames.name(annotated.getRawType(), root);
    }
}
