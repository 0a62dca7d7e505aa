//! `check-config`, and what `serve` says of a configuration that is wrong.

use expect_test::{Expect, expect};

use crate::program::{Folder, Ran, command, ran};

fn check(folder: &Folder, toml: &str, variables: &[(&str, &str)]) -> Ran {
    std::fs::write(folder.path("c.toml"), toml).unwrap();
    let mut command = command(&["check-config", "-c", "c.toml"]);
    ran(command.current_dir(folder.0.path()).envs(variables.iter().copied()))
}

fn wrong(toml: &str, variables: &[(&str, &str)], expected: &Expect) {
    let folder = Folder::new();
    let ran = check(&folder, toml, variables);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran:?}");
    expected.assert_eq(&ran.err);
    // `serve` says the same, and makes no store.
    let mut command = command(&["--json", "serve", "-c", "c.toml"]);
    let served = self::ran(command.current_dir(folder.0.path()).envs(variables.iter().copied()));
    assert_eq!((served.code, &served.err), (Some(2), &ran.err));
    assert_eq!(served.objects().len(), 1);
    assert!(served.objects()[0]["error"].is_string());
    assert!(!folder.path("postal-webhooks.db").exists());
}

#[test]
fn all_that_is_wrong_is_told_with_line_key_shape_and_remedy() {
    wrong(
        r#"
[stor]
path = "x"
[retention]
keep_event = "30d"
keep_uuids = 90
min_free = "1GB"
[admin]
address = "0.0.0.0:8001"
[source.main]
kyes = "https://postal.example.com"
path = "CANARY"
pins = ["CANARY"]
user = "me"
[source.Bad]
keys = "http://postal.example.com"
[source.c]
keys = "ftp://CANARY"
allow_insecure_sha1 = "yes"
[sink.a]
type = "http"
url = "http://app.example.com/x"
timeout = "0s"
[sink.app]
type = "http"
url = "https://me:CANARY@app.example.com/x"
concurrency = 0
[sink.b]
type = "stdou"
[sink.c]
type = "http"
url = "CANARY"
sources = ["CANARY"]
[sink.d]
type = "nats"
url = "nats://a,nats://me:CANARY@b"
[sink.e]
type = "nats"
url = "http://CANARY"
[sink.f]
type = "nats"
url = "nats://a"
subject = "a.{CANARY}"
[sink.g]
type = "nats"
url = "nats://a"
credentials = "CANARY"
[sink.h]
type = "http"
url = "http://a"
stream = "CANARY"
"#,
        &[],
        &expect![[r#"
            error: c.toml:3: stor.path: there is no such setting; write `path` under `[store]`
            c.toml:5: retention.keep_event: there is no such setting; write `keep_events`
            c.toml:6: retention.keep_uuids: the value has another shape; write a time with a unit (ms, s, m, h, d), such as "4s" or "30d"
            c.toml:7: retention.min_free: the value has another shape; write a number of bytes with a unit (KiB, MiB, GiB), such as "32MiB"
            c.toml:9: admin.address: others than this machine reach it, and there is no password; set `password`, or an address of loopback such as "127.0.0.1:8001"
            c.toml:11: source.main.kyes: there is no such setting; write `keys`
            c.toml:12: source.main.path: it is not the path of a URL; write the path of the URL in Postal, such as "/postal/main"
            c.toml:12: source.main.keys: it is not set; write the URL of Postal's web interface, or a file with its keys
            c.toml:13: source.main.pins: one of them is no id of a key; write the 64 hexadecimal digits that `postal-webhooks keys pin` prints
            c.toml:14: source.main.user: `user` is set, and `password` is not; set both, or none
            c.toml:16: source.Bad: it is no name that a source or a sink may have; make it of a-z, 0-9, `-` and `_`, 64 of them at most
            c.toml:18: source.c.keys: the file that it names cannot be read (entity not found); put the keys there, or write a URL
            c.toml:19: source.c.allow_insecure_sha1: the value has another shape; write true or false
            c.toml:23: sink.a.timeout: nothing can be delivered in no time; write "10s"
            c.toml:26: sink.app.url: a URL with a password does not stand here itself; write "env:NAME" or "file:/run/secrets/name", and put the URL there
            c.toml:27: sink.app.concurrency: the value has another shape; write a whole number from 1 to 1000, such as 16
            c.toml:29: sink.b.type: the value has another shape; write "http" or "nats" or "postgres" or "stdout"
            c.toml:32: sink.c.url: it is no URL of `http` or `https`; write "https://app.example.com/hook", "env:NAME" or "file:PATH"
            c.toml:36: sink.d.url: a URL with a password does not stand here itself; write "env:NAME" or "file:/run/secrets/name", and put the URL there
            c.toml:39: sink.e.url: it does not begin with nats:// or tls://; write "nats://nats.example.com:4222" or "tls://nats.example.com", with commas between several servers of a cluster
            c.toml:43: sink.f.subject: it has another name in braces; write `{source}` and `{event}`
            c.toml:47: sink.g.credentials: a secret does not stand here itself; write "env:NAME" or "file:/run/secrets/name", and put it there
            c.toml:51: sink.h.stream: a sink that is not `nats` has no stream; delete it
        "#]],
    );
}

#[test]
fn a_text_that_is_no_toml_is_told_by_line() {
    wrong(
        "[source.main]\nkeys = CANARY\n",
        &[],
        &expect![[r#"
        error: c.toml:2: it is no TOML (string values must be quoted, expected literal string); write each setting as `name = "value"`
    "#]],
    );
    wrong(
        "[source.main]\nkeys = \"a\"\nkeys = \"b\"\n",
        &[],
        &expect![[r#"
        error: c.toml:3: it is no TOML (duplicate key); write each setting as `name = "value"`
    "#]],
    );
}

#[test]
fn secrets_stand_elsewhere() {
    wrong(
        r#"
[admin]
password = "CANARY"
[source.main]
keys = "jwks.json"
user = "me"
password = "file:CANARY"
path = "env:NO_SUCH_VARIABLE"
"#,
        &[],
        &expect![[r#"
            error: c.toml:3: admin.password: a secret does not stand here itself; write "env:NAME" or "file:/run/secrets/name", and put it there
            c.toml:7: source.main.password: the file that it names cannot be read (entity not found); put it there, and let it be read
            c.toml:8: source.main.path: there is no variable of this name that holds text; put it there, and let it be read
        "#]],
    );
}

#[test]
fn a_viewer_counts_beside_a_password_alone() {
    wrong(
        r#"
[admin]
viewer_password = "env:VIEWER"
[source.main]
keys = "jwks.json"
"#,
        &[("VIEWER", "CANARY")],
        &expect![[r"
            error: c.toml:3: admin.viewer_password: without `password`, everybody may do everything; set `password` too
        "]],
    );
}

#[test]
fn variables_are_told_by_name() {
    wrong(
        "[source.main]\nkeys = \"jwks.json\"\n",
        &[
            ("POSTAL_WEBHOOKS__SOURCE__MAIN__PTAH", "CANARY"),
            ("POSTAL_WEBHOOKS__RETENTION__KEEP_EVENTS", "CANARY"),
        ],
        &expect![[r#"
            error: POSTAL_WEBHOOKS__RETENTION__KEEP_EVENTS: retention.keep_events: the value has another shape; write a time with a unit (ms, s, m, h, d), such as "4s" or "30d"
            POSTAL_WEBHOOKS__SOURCE__MAIN__PTAH: source.main.ptah: there is no such setting; write `path`
        "#]],
    );
}

#[test]
fn two_sources_cannot_have_one_path_and_two_sinks_not_one_output() {
    wrong(
        r#"
[source.a]
keys = "jwks.json"
path = "/x"
[source.b]
keys = "jwks.json"
path = "/x"
[sink.a]
type = "stdout"
[sink.b]
type = "stdout"
url = "https://app.example.com"
[sink.c]
type = "stdout"
"#,
        &[],
        &expect![[r"
            error: c.toml:7: source.b.path: another source has this path; give each a path of its own
            c.toml:12: sink.b.url: a sink that prints has no URL; delete it
            c.toml:14: sink.c.type: another sink prints already; keep one of them
        "]],
    );
}

#[test]
fn a_configuration_that_is_right_is_shown_without_its_secrets() {
    let folder = Folder::new();
    std::fs::write(folder.path("password"), "CANARY\n").unwrap();
    let toml = r#"
[admin]
address = "0.0.0.0:9000"
password = "file:password"
[retention]
keep_events = "36h"
[source.main]
path = "/CANARY"
keys = "https://postal.example.com/CANARY.json"
pins = ["27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f"]
user = "me"
password = "env:CANARY_VARIABLE"
[source.my-old]
keys = "jwks.json"
allow_insecure_sha1 = true
[sink.app]
type = "http"
url = "env:CANARY_URL"
events = ["MessageSent", "MesageBounced"]
order = "strict"
[sink.all]
type = "stdout"
timeout = "4s"
[sink.bus]
type = "nats"
url = "env:CANARY_NATS"
stream = "postal"
[sink.bus-2]
type = "nats"
url = "nats://c.example.com"
subject = "mail"
concurrency = 64
"#;
    let variables = [
        ("CANARY_VARIABLE", "CANARY"),
        ("CANARY_URL", "https://me:CANARY@app.example.com:8443/CANARY?CANARY"),
        ("CANARY_NATS", "tls://me:CANARY@a.example.com, tls://CANARY@b.example.com:4223"),
        // A variable has `_` where a name has `-`, and wins over the file.
        ("POSTAL_WEBHOOKS__SOURCE__MY_OLD__PATH", "/CANARY-2"),
        ("POSTAL_WEBHOOKS__SINK__ALL__EVENTS", "MessageHeld, MessageDelayed"),
        ("POSTAL_WEBHOOKS__RETENTION__KEEP_UUIDS", "100d"),
    ];
    let ran = check(&folder, toml, &variables);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    expect![[r"
        store postal-webhooks.db
        listen at 127.0.0.1:8000
        admin port at 0.0.0.0:9000, with a password
        keep_events 36h
        keep_uuids 100d
        keep_quarantine 90d
        min_free 1024 MiB
        source main: path masked, keys from https://postal.example.com, 1 pinned, with a password
        source my-old: path masked, keys from 1 key that stays, INSECURE: allow_insecure_sha1
        sink all: stdout to standard output, 16 at a time, in any order, MessageHeld, MessageDelayed of all sources
        sink app: http to https://app.example.com:8443, 16 at a time, in strict order, MessageSent, MesageBounced of all sources
        sink bus: nats to tls://a.example.com,tls://b.example.com:4223 as postal.{source}.{event}, 256 at a time, in any order, all events of all sources, into the stream postal
        sink bus-2: nats to nats://c.example.com as mail, 64 at a time, in any order, all events of all sources
        warning: c.toml:23: sink.all.timeout: it does nothing for a sink that prints one line after the other; delete it
        warning: c.toml:19: sink.app.events: one of them is no event that this version knows; write `MessageBounced`, if that is meant
        the configuration is right
    "]].assert_eq(&ran.out);
    assert!(!ran.out.contains("CANARY"));
}
#[test]
fn a_sink_that_left_the_configuration_is_an_orphan() {
    use crate::program::Running;
    let folder = Folder::new();
    let sources = "[source.main]\nkeys = \"jwks.json\"\n";
    let with = format!("{sources}[sink.gone]\ntype = \"http\"\nurl = \"http://127.0.0.1:9/\"\n");
    std::fs::write(folder.path("with.toml"), with).unwrap();
    let arguments = ["serve", "-c", "with.toml", "--address", "127.0.0.1:0", "--admin", "off"];
    let running = Running::of(command(&arguments).current_dir(folder.0.path()));
    running.interrupt();
    assert_eq!(running.end().code, Some(0));
    let ran = check(&folder, sources, &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("orphan sink gone: "), "{ran:?}");
}

#[test]
fn sinks_in_postgresql_are_shown_without_passwords() {
    let sources = "[source.main]\nkeys = \"jwks.json\"\n";
    let toml = format!(
        "{sources}\
         [sink.app]\ntype = \"postgres\"\nurl = \"env:CANARY_URL\"\nform = \"outbox\"\n\
         [sink.history]\ntype = \"postgres\"\nurl = \"host=/run/postgresql user=app\"\n\
         table = \"mail.events\"\nconcurrency = 100\n"
    );
    let variables = [("CANARY_URL", "postgres://me:CANARY@db.example.com/mail?options=CANARY")];
    let ran = check(&Folder::new(), &toml, &variables);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let sinks: Vec<_> = ran.out.lines().filter(|line| line.starts_with("sink ")).collect();
    expect![[r"
        sink app: postgres to the outbox postal_outbox of db.example.com:5432/mail, 256 at a time, in any order, all events of all sources
        sink history: postgres to the table mail.events of /run/postgresql/app, 100 at a time, in any order, all events of all sources"]]
    .assert_eq(&sinks.join("\n"));
    assert!(!ran.out.contains("CANARY"));
}

#[test]
fn what_is_wrong_with_sinks_in_postgresql() {
    wrong(
        r#"
[source.main]
keys = "jwks.json"
[sink.a]
type = "postgres"
url = "postgres://me:CANARY@db.example.com/mail"
[sink.b]
type = "postgres"
[sink.c]
type = "postgres"
url = "postgres://me@db.example.com/mail?sslmode=prefer"
[sink.d]
type = "postgres"
url = "http://db.example.com/"
[sink.e]
type = "postgres"
url = "postgres://me@db.example.com/mail"
table = "\"CANARY\""
[sink.f]
type = "postgres"
url = "postgres://me@db.example.com/mail"
form = "outbx"
[sink.g]
type = "http"
url = "https://app.example.com/hook"
table = "CANARY"
"#,
        &[],
        &expect![[r#"
            error: c.toml:6: sink.a.url: a URL with a password does not stand here itself; write "env:NAME" or "file:/run/secrets/name", and put the URL there
            c.toml:8: sink.b.url: it is not set; write the URL of the database, "postgres://user@host/database"
            c.toml:11: sink.c.url: with sslmode=prefer anybody in between could turn TLS off; write sslmode=require, or sslmode=disable where the network is trusted
            c.toml:14: sink.d.url: it is no URL of PostgreSQL; write "postgres://user@host/database", "env:NAME" or "file:PATH"
            c.toml:18: sink.e.table: it is no name of a table; write `table` or `schema.table`, as it is in the database, without quotes
            c.toml:22: sink.f.form: the value has another shape; write "table" or "outbox"
            c.toml:26: sink.g.table: a sink that is not `postgres` has no table; delete it
        "#]],
    );
}
