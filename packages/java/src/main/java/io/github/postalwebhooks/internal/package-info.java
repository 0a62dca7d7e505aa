/** What the other packages stand on: JSON, and the shapes of the objects. It is no API. */
@NullMarked
package io.github.postalwebhooks.internal;

import org.jspecify.annotations.NullMarked;
