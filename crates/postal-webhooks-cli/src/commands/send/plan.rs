//! [`Plan`] of the requests that `send` makes, right ones and faults in their order.

use std::path::Path;

use anyhow::{Result, bail};
use postal_webhooks::Webhook;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Target, Wire};

use super::fault::Fault;
use crate::capture::{self, Capture};
use crate::network::bodies::Series;

/// A request to be made.
pub(crate) struct Planned {
    pub number: usize,
    /// The event, or the file that it was captured in.
    pub name: String,
    pub uuid: Option<String>,
    pub fault: Option<Fault>,
    pub wire: Wire,
}

/// The requests to be made, each of which is made when its turn comes.
pub(crate) struct Plan {
    source: Source,
    target: Target,
    /// How many events there are, each of which is sent once for each variant.
    count: usize,
    variants: Vec<Option<Fault>>,
    is_reversed: bool,
}

enum Source {
    Bodies { series: Series, signer: Box<Signer>, unknown: Option<Box<Signer>> },
    Captures(Vec<Capture>),
}

impl Plan {
    pub(crate) fn of_bodies(
        series: Series,
        signer: Signer,
        target: Target,
        faults: &[Fault],
    ) -> Self {
        let unknown = faults.contains(&Fault::UnknownKid).then(|| Box::new(Signer::generate()));
        let count = series.count;
        Self::new(
            Source::Bodies { series, signer: Box::new(signer), unknown },
            target,
            count,
            faults,
        )
    }

    pub(crate) fn of_captures(
        path: &Path,
        target: Target,
        count: Option<usize>,
        faults: &[Fault],
    ) -> Result<Self> {
        if faults.contains(&Fault::UnknownKid) {
            bail!("a replay has no key to sign with; leave --fault unknown-kid out, or --replay");
        }
        let captures = capture::read(path)?;
        let count = count.unwrap_or(captures.len());
        Ok(Self::new(Source::Captures(captures), target, count, faults))
    }

    fn new(source: Source, target: Target, count: usize, faults: &[Fault]) -> Self {
        let mut variants = vec![None];
        for fault in faults {
            if *fault != Fault::Reorder && !variants.contains(&Some(*fault)) {
                variants.push(Some(*fault));
            }
        }
        Self { source, target, count, variants, is_reversed: faults.contains(&Fault::Reorder) }
    }

    /// How many requests there are.
    pub(crate) fn len(&self) -> usize {
        self.count * self.variants.len()
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// The request of a number.
    pub(crate) fn get(&self, number: usize) -> Planned {
        let place = if self.is_reversed { self.len() - 1 - number } else { number };
        let (event, variant) = (place / self.variants.len(), place % self.variants.len());
        let fault = self.variants[variant];
        let (name, uuid, mut wire) = match &self.source {
            Source::Bodies { series, signer, unknown } => {
                let signer = match (fault, unknown) {
                    (Some(Fault::UnknownKid), Some(unknown)) => unknown,
                    _ => signer,
                };
                let mut request = signer.sign(series.body(event));
                if let Some(fault) = fault {
                    fault.alter(&mut request.headers);
                }
                let webhook = Webhook::from_slice(&request.body).ok();
                let name = webhook.as_ref().map_or("no webhook", |webhook| webhook.event.name());
                let uuid = webhook.as_ref().map(|webhook| webhook.uuid.to_string());
                (name.to_owned(), uuid, Wire::new(&self.target, &request))
            }
            Source::Captures(captures) => {
                let capture = &captures[event % captures.len()];
                let webhook = Webhook::from_slice(&capture.body).ok();
                let uuid = webhook.map(|webhook| webhook.uuid.to_string());
                (capture.place.clone(), uuid, replay(&self.target, capture, fault))
            }
        };
        wire.pace = fault.map(Fault::pace).unwrap_or_default();
        Planned { number, name, uuid, fault, wire }
    }
}

/// The request as it was captured. What belongs to the connection is that of this one.
pub(crate) fn replay(target: &Target, capture: &Capture, fault: Option<Fault>) -> Wire {
    const OF_CONNECTION: [&str; 5] =
        ["Connection", "Host", "Content-Length", "Transfer-Encoding", "Authorization"];
    let mut headers: Vec<_> = capture
        .headers
        .iter()
        .filter(|(name, _)| !OF_CONNECTION.iter().any(|other| name.eq_ignore_ascii_case(other)))
        .cloned()
        .collect();
    if let Some(fault) = fault {
        fault.alter(&mut headers);
    }
    let mut own = |name: &str, value: String| headers.push((name.to_owned(), value));
    if let Some(authorization) = target.authorization() {
        own("Authorization", authorization);
    }
    own("Connection", "close".to_owned());
    own("Host", target.host_header());
    own("Content-Length", capture.body.len().to_string());
    let mut wire = Wire::with_headers(target, &headers, capture.body.clone());
    // A capture holds each byte of a header as the character of the same number.
    let head = String::from_utf8_lossy(&wire.head).into_owned();
    wire.head = head.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    wire
}
