/** Typed events, signature verification and schemas for the webhooks of the Postal mail server. */
module io.github.postalwebhooks {
    requires static transitive com.fasterxml.jackson.annotation;
    requires static transitive org.jspecify;
    // For Validator alone.
    requires static com.networknt.schema;
    requires static tools.jackson.databind;

    exports io.github.postalwebhooks;
    exports io.github.postalwebhooks.types;

    // Jackson looks at the fields of records.
    opens io.github.postalwebhooks.types;
}
