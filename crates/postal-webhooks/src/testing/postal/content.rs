//! Body of an answer, with its `Content-Encoding` undone as Ruby's zlib does.

use std::io::Write as _;

use flate2::write::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};

use super::Outcome;
use crate::request::LONGEST_ANSWER;

const NOT_ENCODED: Outcome =
    Outcome::Locked("the answer is not compressed as its Content-Encoding says");

/// How a gzip stream begins (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a body, of which no more are kept than Postal can store.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub kept: Vec<u8>,
    pub length: u64,
}

impl std::io::Write for Body {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = LONGEST_ANSWER.saturating_sub(self.kept.len());
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What the bytes of a body go through.
pub(super) enum Content {
    Plain(Body),
    /// Compressed, by what the first two bytes have yet to tell.
    Unknown(Vec<u8>),
    Gzip(Box<GzDecoder<Body>>),
    Zlib {
        inflate: Decompress,
        body: Body,
        is_whole: bool,
    },
}

impl Content {
    /// By the value of `Content-Encoding`, unless there is a `Content-Range`.
    pub(super) fn new(encoding: Option<&[u8]>, has_range: bool) -> Self {
        let encoding = encoding.map(<[u8]>::to_ascii_lowercase);
        match encoding.as_deref() {
            Some(b"gzip" | b"x-gzip" | b"deflate") if !has_range => Self::Unknown(Vec::new()),
            _ => Self::Plain(Body::default()),
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Outcome> {
        match self {
            Self::Plain(body) => {
                let _ = body.write(bytes);
            }
            Self::Unknown(start) => {
                start.extend_from_slice(bytes);
                let [first, second, ..] = start[..] else { return Ok(()) };
                let start = std::mem::take(start);
                *self = if [first, second] == GZIP {
                    Self::Gzip(Box::new(GzDecoder::new(Body::default())))
                } else {
                    let (inflate, body) = (Decompress::new(true), Body::default());
                    Self::Zlib { inflate, body, is_whole: false }
                };
                self.push(&start)?;
            }
            Self::Gzip(decoder) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    match decoder.write(rest) {
                        // What follows the end is left, as zlib leaves it.
                        Ok(0) => break,
                        Ok(taken) => rest = &rest[taken..],
                        Err(_) => return Err(NOT_ENCODED),
                    }
                }
            }
            Self::Zlib { inflate, body, is_whole } => inflate_zlib(inflate, body, is_whole, bytes)?,
        }
        Ok(())
    }

    /// Ends the body. A compressed one that is cut is an error where nothing told its length:
    /// `Net::HTTP` forgets the error where something did.
    pub(super) fn finish(self, may_be_cut: bool) -> Result<Body, Outcome> {
        let whole = match self {
            Self::Plain(body) => Some(body),
            Self::Unknown(start) => start.is_empty().then(Body::default),
            Self::Gzip(mut decoder) => {
                // Only a stream that has its end takes nothing more.
                if matches!(decoder.write(&[0; 8]), Ok(0)) {
                    decoder.try_finish().map_err(|_| NOT_ENCODED)?;
                    Some(std::mem::take(decoder.get_mut()))
                } else {
                    None
                }
            }
            Self::Zlib { body, is_whole, .. } => is_whole.then_some(body),
        };
        match whole {
            Some(body) => Ok(body),
            // zlib keeps back what it has of a stream without its end.
            None if may_be_cut => Ok(Body::default()),
            None => Err(Outcome::Locked("the compressed answer is cut")),
        }
    }
}

fn inflate_zlib(
    inflate: &mut Decompress,
    body: &mut Body,
    is_whole: &mut bool,
    mut rest: &[u8],
) -> Result<(), Outcome> {
    let mut piece = [0; 16 * 1024];
    while !*is_whole {
        let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(rest, &mut piece, FlushDecompress::None);
        let status = status.map_err(|_| NOT_ENCODED)?;
        // No more than was given, so that both fit.
        let taken = usize::try_from(inflate.total_in() - before_in).unwrap_or(rest.len());
        let made = usize::try_from(inflate.total_out() - before_out).unwrap_or(piece.len());
        rest = &rest[taken..];
        let _ = body.write(&piece[..made]);
        *is_whole = status == Status::StreamEnd;
        if taken == 0 && made == 0 {
            break;
        }
    }
    Ok(())
}
