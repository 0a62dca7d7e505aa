//! The faults.

mod clock;
mod disk;
mod kill;
mod nats;
pub(crate) mod postgres_sink;
mod postgres_tls;
mod power;
mod shapes;
mod shared;
mod sink;
mod sockets;
mod text;
mod traced;
mod view;

use anyhow::Result;

use crate::Effort;

/// A fault: it is staged, and the receiver is looked at.
pub(crate) struct Fault {
    pub name: &'static str,
    /// Says what happened, or what is wrong.
    pub stage: fn(Effort) -> Result<String>,
}

const fn fault(name: &'static str, stage: fn(Effort) -> Result<String>) -> Fault {
    Fault { name, stage }
}

/// All of them.
pub(crate) const ALL: &[Fault] = &[
    fault("kill-at-random", kill::at_random),
    fault("kill-at-fsync", traced::kill_at_fsync),
    fault("kill-in-creation", traced::kill_in_creation),
    fault("kill-at-answer", traced::kill_at_answer),
    fault("kill-at-checkpoint", traced::kill_at_checkpoint),
    fault("one-fsync-fails", traced::one_fsync_fails),
    fault("every-fsync-fails", traced::every_fsync_fails),
    fault("power-cut", power::cut),
    fault("one-write-has-no-room", traced::one_write_has_no_room),
    fault("drain-under-load", sockets::drain),
    fault("kill-in-the-drain", sockets::kill_in_the_drain),
    fault("kill-in-pruning", kill::in_pruning),
    fault("full-disk", disk::full),
    fault("foreign-lock", disk::foreign_lock),
    fault("log-is-bounded", disk::log_is_bounded),
    fault("second-receiver", disk::second_receiver),
    fault("dead-connections", sockets::dead_connections),
    fault("idle-at-the-end", sockets::idle_at_the_end),
    fault("no-descriptors", sockets::no_descriptors),
    fault("too-many-connections", sockets::too_many_connections),
    fault("unknown-keys", sockets::unknown_keys),
    fault("closed-output", sockets::closed_output),
    fault("sink-unavailable", sink::unavailable),
    fault("sink-unauthorized", sink::unauthorized),
    fault("sink-failing", sink::failing),
    fault("sink-refusing", sink::refusing),
    fault("sink-closing", sink::closing),
    fault("sink-down-at-the-start", sink::down_at_the_start),
    fault("sink-too-large", sink::too_large_for_the_endpoint),
    fault("poison-event", sink::poison),
    fault("endpoint-kills", sink::endpoint_kills),
    fault("kill-while-forwarding", sink::kill_while_forwarding),
    fault("rolling-restart-b", shapes::rolling_restart_b),
    fault("rolling-restart-c", shapes::rolling_restart_c),
    fault("node-lost-c", shapes::node_lost_c),
    fault("shared-receivers-killed", shared::receivers_killed),
    fault("shared-server-crashes", shared::server_crashes),
    fault("shared-leader-stopped", shared::leader_stopped),
    fault("shared-network-silent", shared::silent_network),
    fault("shared-disk-lost", shared::disk_lost),
    fault("nats-killed", nats::killed),
    fault("nats-down", nats::down),
    fault("nats-oversize", nats::oversize),
    fault("nats-stream-missing", nats::stream_missing),
    fault("nats-stream-full", nats::stream_full),
    fault("nats-stream-small", nats::stream_small),
    fault("nats-untrusted", nats::untrusted),
    fault("postgres-sink-killed", postgres_sink::killed),
    fault("postgres-sink-down", postgres_sink::down),
    fault("postgres-sink-tls", postgres_tls::tls),
    fault("outbox-consumed-once", postgres_sink::consumed_once),
    fault("clock-wrong", clock::wrong_from_the_start),
    fault("clock-set", clock::set_while_it_runs),
    fault("view-under-load", view::under_load),
    fault("view-of-a-locked-store", view::locked),
    fault("view-of-a-stopped-server", view::stopped_server),
    fault("view-index-lost", view::index_lost),
    fault("bad-rows", text::bad_rows),
    fault("oversize", text::oversize),
    fault("nothing-secret-in-logs", text::nothing_secret_in_logs),
    fault("ruby-reads-each-answer", text::ruby),
];
