/**
 * Webhooks of the Postal mail server: {@link io.github.postalwebhooks.Verifier} checks the signature of a request,
 * {@link io.github.postalwebhooks.Webhooks} parses its body.
 */
@NullMarked
package io.github.postalwebhooks;

import org.jspecify.annotations.NullMarked;
