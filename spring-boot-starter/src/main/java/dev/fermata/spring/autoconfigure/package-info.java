/** What the starter adds to an application: small configurations, each of which backs off alone. */
@NullMarked
package dev.fermata.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
