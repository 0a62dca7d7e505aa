module app {
    requires io.github.postalwebhooks;
    requires tools.jackson.databind;
}
