//! Command line `postal-webhooks`, for everyone who touches a webhook of the Postal mail server.

fn main() -> std::process::ExitCode {
    postal_webhooks_cli::main()
}
