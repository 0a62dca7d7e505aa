//! Real PostgreSQL and NATS servers for tests, each on a free port with a data folder of its own.
//!
//! A server ends when it is dropped. It can be killed and started again with what it has stored.

mod nats;
mod postgres;
mod process;

pub use self::nats::Nats;
pub use self::postgres::Postgres;
pub use self::process::free_port;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_keeps_what_it_committed_over_a_crash() {
        let server = Postgres::shared().unwrap();
        server.database("kept").unwrap();
        server.sql("kept", "CREATE TABLE t (n int); INSERT INTO t VALUES (7)").unwrap();
        server.crash().unwrap();
        assert!(server.sql("kept", "SELECT 1").is_err());
        server.run().unwrap();
        assert_eq!(server.sql("kept", "SELECT n FROM t").unwrap(), "7");
    }

    #[test]
    fn a_port_is_given_out_once() {
        let ports: std::collections::BTreeSet<u16> =
            (0..100).map(|_| free_port().unwrap()).collect();
        assert_eq!(ports.len(), 100);
        // The system gives out those above.
        let system = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let lowest = system.local_addr().unwrap().port().min(32_000);
        assert!(ports.iter().all(|port| *port < lowest));
    }

    #[test]
    fn nats_comes_back_at_the_same_place() {
        let mut server = Nats::start().unwrap();
        let connects = || std::net::TcpStream::connect(("127.0.0.1", server.port())).is_ok();
        assert!(connects());
        let port = server.port();
        server.kill().unwrap();
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
        server.run().unwrap();
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    }
}
