//! Sinks: what takes which events of each.

use postal_webhooks::EventKind;

use super::Reader;
#[cfg(feature = "nats")]
use crate::config::NatsConfig;
use crate::config::secret::Secret;
use crate::config::value::Raw;
use crate::config::{SinkConfig, SinkKind, SourceConfig, table};
use crate::sink::TOGETHER;

/// Settings that mean something for sinks of one type alone.
const OF_ONE_TYPE: [(&str, &[&str]); 2] =
    [("nats", &["subject", "stream", "credentials"]), ("postgres", &["table", "form"])];

impl Reader {
    pub(super) fn sinks(&mut self, sources: &[SourceConfig]) -> Vec<SinkConfig> {
        let names = self.names("sink");
        let sinks: Vec<_> = names.iter().filter_map(|name| self.sink(name, sources)).collect();
        let stdouts = sinks.iter().filter(|sink| matches!(sink.kind, SinkKind::Stdout));
        if let Some(second) = stdouts.map(|sink| format!("sink.{}.type", sink.name)).nth(1) {
            self.problem(&second, "another sink prints already", "keep one of them");
        }
        sinks
    }

    fn sink(&mut self, name: &str, sources: &[SourceConfig]) -> Option<SinkConfig> {
        let key = |last: &str| format!("sink.{name}.{last}");
        let Some(kind) = self.text(&key("type")) else {
            if !self.problems.iter().any(|problem| problem.key == key("type")) {
                let remedy = "write type = \"http\", \"nats\", \"postgres\" or \"stdout\"";
                self.problem(&key("type"), "it is not set", remedy);
            }
            return None;
        };
        let set = |last: &str| self.values.contains_key(&key(last));
        for (other, settings) in OF_ONE_TYPE {
            if let Some(last) = settings.iter().find(|last| set(last) && kind != other) {
                let what = format!("a sink that is not `{other}` has no {last}");
                self.problem(&key(last), what, "delete it");
                return None;
            }
        }
        let acknowledges_together = matches!(kind.as_str(), "nats" | "postgres");
        let kind = match (kind.as_str(), set("url")) {
            ("http", true) => SinkKind::Http(self.sink_url(&key("url"))?),
            ("nats", true) => self.nats(name)?,
            ("postgres", true) => self.postgres(name)?,
            (kind @ ("http" | "nats" | "postgres"), false) => {
                let remedy = match kind {
                    "postgres" => {
                        "write the URL of the database, \"postgres://user@host/database\""
                    }
                    _ => "write the URL that takes the events",
                };
                self.problem(&key("url"), "it is not set", remedy);
                return None;
            }
            (_, true) => {
                self.problem(&key("url"), "a sink that prints has no URL", "delete it");
                return None;
            }
            _ => SinkKind::Stdout,
        };
        if self.duration(&key("timeout")).is_zero() {
            self.problem(&key("timeout"), "nothing can be delivered in no time", "write \"10s\"");
        }
        let prints = matches!(kind, SinkKind::Stdout);
        for last in ["concurrency", "timeout"] {
            if prints && self.values.contains_key(&key(last)) {
                let what = "it does nothing for a sink that prints one line after the other";
                self.warning(&key(last), what, "delete it");
            }
        }
        let of_sources = self.texts(&key("sources"));
        for source in &of_sources {
            if !sources.iter().any(|other| other.name == *source) {
                let names: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
                let remedy = format!("write some of these: {}", names.join(", "));
                self.problem(&key("sources"), "one of them is no source", remedy);
            }
        }
        let events = self.texts(&key("events"));
        let known = || EventKind::ALL.iter().map(|kind| kind.as_str());
        for event in events.iter().filter(|event| !known().any(|known| known == **event)) {
            let what = "one of them is no event that this version knows";
            let remedy = match table::nearest_word(event, known()) {
                Some(near) => format!("write `{near}`, if that is meant"),
                None => format!("these are known: {}", known().collect::<Vec<_>>().join(", ")),
            };
            self.warning(&key("events"), what, remedy);
        }
        Some(SinkConfig {
            name: name.to_owned(),
            kind,
            concurrency: match self.raw(&key("concurrency")) {
                Some(Raw::Number(number)) => usize::try_from(number).unwrap_or(1),
                _ if acknowledges_together => TOGETHER,
                _ => 16,
            },
            strict: self.text(&key("order")).as_deref() == Some("strict"),
            timeout: self.duration(&key("timeout")),
            give_up_after: self.duration(&key("give_up_after")),
            events,
            sources: of_sources,
            from_newest: self.text(&key("from")).as_deref() == Some("newest"),
        })
    }

    fn sink_url(&mut self, key: &str) -> Option<Secret> {
        let url = self.secret(key, false)?;
        let parsed: Option<http::Uri> = url.reveal().parse().ok();
        let is_right = parsed.is_some_and(|url| {
            matches!(url.scheme_str(), Some("http" | "https"))
                && url.host().is_some_and(|host| !host.is_empty())
        });
        if !is_right {
            self.problem(
                key,
                "it is no URL of `http` or `https`",
                "write \"https://app.example.com/hook\", \"env:NAME\" or \"file:PATH\"",
            );
            return None;
        }
        self.without_password(key, url)
    }

    /// The URL, unless it has a password and stands in the configuration itself.
    fn without_password(&mut self, key: &str, url: Secret) -> Option<Secret> {
        let mut urls = url.reveal().split(',');
        let has_user_info = |url: &str| {
            let authority = url.split("://").nth(1).and_then(|it| it.split(['/', '?', '#']).next());
            authority.is_some_and(|authority| authority.contains('@'))
        };
        let has_password = urls.any(has_user_info);
        self.password_is_elsewhere(key, has_password).then_some(url)
    }

    #[cfg(feature = "nats")]
    fn nats(&mut self, sink: &str) -> Option<SinkKind> {
        let key = |last: &str| format!("sink.{sink}.{last}");
        let url = self.secret(&key("url"), false)?;
        let url = self.without_password(&key("url"), url)?;
        let has_credentials = self.values.contains_key(&key("credentials"));
        let credentials = self.secret(&key("credentials"), true);
        if has_credentials && credentials.is_none() {
            return None;
        }
        let nats = NatsConfig {
            url,
            subject: self.text(&key("subject"))?,
            stream: self.text(&key("stream")),
            credentials,
        };
        if let Err(wrong) = nats.to_nats().check() {
            self.problem(&key(wrong.setting), format!("it {}", wrong.what), wrong.remedy);
            return None;
        }
        Some(SinkKind::Nats(nats))
    }

    #[cfg(not(feature = "nats"))]
    fn nats(&mut self, sink: &str) -> Option<SinkKind> {
        let remedy = "build it with the feature `nats`, or choose another type";
        self.problem(&format!("sink.{sink}.type"), "this program was built without NATS", remedy);
        None
    }
}
