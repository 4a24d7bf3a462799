package io.posthorn.submission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Those whose mail it is. A tenant needs no entry to send. */
@ConfigMapping(prefix = "posthorn.tenants")
public interface TenantConfig {

    /** By the tenant's name. */
    @WithParentName
    Map<String, Tenant> byName();

    /** One tenant. */
    interface Tenant {

        /** Author of mail for which neither the request nor the template names one. */
        Optional<String> from();
    }
}
