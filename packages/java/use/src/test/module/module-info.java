module app {
    requires io.github.postalwebhooks;
}
