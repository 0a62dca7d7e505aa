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
use crate::lanes::Lane::{self, Alone, Waits, Works};

/// A fault: it is staged, and the receiver is looked at.
pub(crate) struct Fault {
    pub name: &'static str,
    pub lane: Lane,
    /// Says what happened, or what is wrong.
    pub stage: fn(Effort) -> Result<String>,
}

const fn fault(name: &'static str, lane: Lane, stage: fn(Effort) -> Result<String>) -> Fault {
    Fault { name, lane, stage }
}

/// All of them. The first five take longest.
pub(crate) const ALL: &[Fault] = &[
    fault("shared-server-crashes", Waits, shared::server_crashes),
    fault("outbox-consumed-once", Waits, postgres_sink::consumed_once),
    fault("postgres-sink-killed", Waits, postgres_sink::killed),
    fault("nats-killed", Waits, nats::killed),
    fault("shared-receivers-killed", Waits, shared::receivers_killed),
    fault("kill-at-random", Works, kill::at_random),
    fault("kill-at-fsync", Works, traced::kill_at_fsync),
    fault("kill-in-creation", Works, traced::kill_in_creation),
    fault("kill-at-answer", Works, traced::kill_at_answer),
    fault("kill-at-checkpoint", Works, traced::kill_at_checkpoint),
    fault("one-fsync-fails", Works, traced::one_fsync_fails),
    fault("every-fsync-fails", Works, traced::every_fsync_fails),
    fault("power-cut", Works, power::cut),
    fault("one-write-has-no-room", Works, traced::one_write_has_no_room),
    fault("drain-under-load", Works, sockets::drain),
    fault("kill-in-the-drain", Works, sockets::kill_in_the_drain),
    fault("kill-in-pruning", Waits, kill::in_pruning),
    fault("full-disk", Works, disk::full),
    fault("foreign-lock", Waits, disk::foreign_lock),
    fault("log-is-bounded", Works, disk::log_is_bounded),
    fault("second-receiver", Waits, disk::second_receiver),
    fault("dead-connections", Works, sockets::dead_connections),
    fault("idle-at-the-end", Works, sockets::idle_at_the_end),
    fault("no-descriptors", Works, sockets::no_descriptors),
    fault("too-many-connections", Works, sockets::too_many_connections),
    fault("unknown-keys", Waits, sockets::unknown_keys),
    fault("closed-output", Waits, sockets::closed_output),
    fault("sink-unavailable", Waits, sink::unavailable),
    fault("sink-unauthorized", Waits, sink::unauthorized),
    fault("sink-failing", Waits, sink::failing),
    fault("sink-refusing", Waits, sink::refusing),
    fault("sink-closing", Waits, sink::closing),
    fault("sink-down-at-the-start", Waits, sink::down_at_the_start),
    fault("sink-too-large", Waits, sink::too_large_for_the_endpoint),
    fault("poison-event", Waits, sink::poison),
    fault("endpoint-kills", Works, sink::endpoint_kills),
    fault("kill-while-forwarding", Works, sink::kill_while_forwarding),
    fault("rolling-restart-b", Waits, shapes::rolling_restart_b),
    fault("rolling-restart-c", Waits, shapes::rolling_restart_c),
    fault("node-lost-c", Waits, shapes::node_lost_c),
    fault("shared-leader-stopped", Waits, shared::leader_stopped),
    fault("shared-network-silent", Waits, shared::silent_network),
    fault("shared-disk-lost", Waits, shared::disk_lost),
    fault("nats-down", Waits, nats::down),
    fault("nats-oversize", Waits, nats::oversize),
    fault("nats-stream-missing", Waits, nats::stream_missing),
    fault("nats-stream-full", Waits, nats::stream_full),
    fault("nats-stream-small", Waits, nats::stream_small),
    fault("nats-untrusted", Waits, nats::untrusted),
    fault("postgres-sink-down", Waits, postgres_sink::down),
    fault("postgres-sink-tls", Waits, postgres_tls::tls),
    fault("clock-wrong", Waits, clock::wrong_from_the_start),
    fault("clock-set", Waits, clock::set_while_it_runs),
    fault("view-under-load", Alone, view::under_load),
    fault("view-of-a-locked-store", Waits, view::locked),
    fault("view-of-a-stopped-server", Waits, view::stopped_server),
    fault("view-index-lost", Waits, view::index_lost),
    fault("bad-rows", Works, text::bad_rows),
    fault("oversize", Works, text::oversize),
    fault("nothing-secret-in-logs", Works, text::nothing_secret_in_logs),
    fault("ruby-reads-each-answer", Works, text::ruby),
];
