/** What the pages show. */
@org.jspecify.annotations.NullMarked
package dev.fermata.testing.docs;
