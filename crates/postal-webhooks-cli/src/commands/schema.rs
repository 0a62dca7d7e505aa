//! `schema`: the published JSON Schemas.

use anyhow::Result;
use clap::Args;
use postal_webhooks::validate::Profile;

use crate::Verdict;
use crate::output::Output;

/// Print a published JSON Schema.
#[derive(Args)]
pub(crate) struct Schema {
    /// `tolerant` for receivers, `strict` for tests and senders.
    #[arg(long, value_enum, default_value = "tolerant")]
    profile: ProfileName,
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

impl Schema {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        output.bytes(Profile::from(self.profile).schema().as_bytes())?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
