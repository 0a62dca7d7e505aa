//! Real PostgreSQL and NATS servers for tests, each on a free port with a data folder of its own.
//!
//! A server ends when it is dropped. It can be killed and started again with what it has stored.

mod nats;
mod postgres;
mod process;

pub use self::nats::Nats;
pub use self::postgres::Postgres;

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
