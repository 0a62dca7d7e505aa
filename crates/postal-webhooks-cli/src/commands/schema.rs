//! `schema`: the published JSON Schemas.

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::validate::Profile;

use crate::Verdict;
use crate::generated::schemas::SCHEMAS;
use crate::output::Output;

/// Print a published JSON Schema.
#[derive(Args)]
pub(crate) struct Schema {
    /// The event whose body the schema describes: `MessageSent`. Without it, any event.
    event: Option<String>,
    /// What the schema is for.
    #[arg(long, value_enum, default_value = "tolerant")]
    profile: SchemaProfile,
    /// The draft of JSON Schema.
    #[arg(long, value_enum, default_value = "2020-12")]
    draft: Draft,
    /// The schema of the payload of the event alone, without its envelope.
    #[arg(long, requires = "event")]
    payload: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum ProfileName {
    /// Unknown keys, events and values pass.
    Tolerant,
    /// Nothing passes that Postal 3 does not send.
    Strict,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Tolerant => Self::Tolerant,
            ProfileName::Strict => Self::Strict,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SchemaProfile {
    /// For receivers: unknown keys, events and values pass.
    Tolerant,
    /// For tests and senders: nothing passes that Postal 3 does not send.
    Strict,
    /// For generators of types: one union of all events, with closed enumerations.
    Codegen,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Draft {
    /// Draft 2020-12.
    #[value(name = "2020-12")]
    Draft202012,
    /// Draft 7.
    #[value(name = "7", alias = "draft-07")]
    Draft07,
}

impl Schema {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let name = match (&self.event, self.profile) {
            (None, SchemaProfile::Tolerant) => "webhook".to_owned(),
            (None, SchemaProfile::Strict) => "webhook.strict".to_owned(),
            (None, SchemaProfile::Codegen) => "webhook.codegen".to_owned(),
            (Some(event), SchemaProfile::Tolerant) if self.payload => format!("payloads/{event}"),
            (Some(event), SchemaProfile::Tolerant) => format!("events/{event}"),
            (Some(_), _) => bail!(
                "this profile is published for all events together; leave the event out, or take --profile tolerant"
            ),
        };
        let draft = match self.draft {
            Draft::Draft202012 => "2020-12",
            Draft::Draft07 => "draft-07",
        };
        let path = format!("{draft}/{name}.schema.json");
        let Some((_, schema)) = SCHEMAS.iter().find(|(name, _)| *name == path) else {
            let start = format!("{draft}/events/");
            let events = SCHEMAS
                .iter()
                .filter_map(|(name, _)| name.strip_prefix(&start)?.strip_suffix(".schema.json"));
            let events: Vec<_> = events.collect();
            let event = self.event.as_deref().unwrap_or_default();
            bail!("there is no event {event:?}; the events are {}", events.join(", "));
        };
        output.document(schema)?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
