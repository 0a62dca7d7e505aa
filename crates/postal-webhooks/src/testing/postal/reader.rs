//! Reader of an answer, which waits and ends as Ruby's `Net::BufferedIO` does.

use std::io::{self, Read};

use super::Outcome;

/// The longest line of which all is kept; of a longer one, the rest is read and forgotten.
const LINE: usize = 1 << 20;

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The other side has closed: Ruby's `EOFError`, which some callers take for the end.
    End,
    Failed(Outcome),
}

impl From<Stop> for Outcome {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::End => Self::CLOSED,
            Stop::Failed(outcome) => outcome,
        }
    }
}

/// Takes the bytes that are read.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Outcome>;

pub(super) struct Reader<'a> {
    stream: &'a mut dyn Read,
    buffer: Vec<u8>,
    /// What of the buffer is consumed.
    start: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(stream: &'a mut dyn Read) -> Self {
        Self { stream, buffer: Vec::new(), start: 0 }
    }

    fn fill(&mut self) -> Result<(), Stop> {
        let mut piece = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut piece) {
                Ok(0) => return Err(Stop::End),
                Ok(length) => {
                    self.buffer.drain(..self.start);
                    self.start = 0;
                    self.buffer.extend_from_slice(&piece[..length]);
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Stop::Failed(Outcome::of_error(&error))),
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Reads so many bytes.
    pub(super) fn read(&mut self, length: u128, sink: Sink<'_>) -> Result<(), Stop> {
        let mut missing = length;
        loop {
            let here = self.rest().len();
            let taken = usize::try_from(missing).unwrap_or(usize::MAX).min(here);
            let piece = self.start..self.start + taken;
            self.start += taken;
            sink(&self.buffer[piece]).map_err(Stop::Failed)?;
            missing -= taken as u128;
            if missing == 0 {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Reads until the other side closes.
    pub(super) fn read_all(&mut self, sink: Sink<'_>) -> Result<(), Outcome> {
        match self.read(u128::MAX, sink) {
            Ok(()) | Err(Stop::End) => Ok(()),
            Err(Stop::Failed(outcome)) => Err(outcome),
        }
    }

    /// Reads a line, with its end. At the end of the stream, the rest stays to be read.
    fn line_with_end(&mut self, line: &mut Vec<u8>) -> Result<(), Stop> {
        loop {
            let end = self.rest().iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(self.rest().len());
            let kept = taken.min(LINE.saturating_sub(line.len()));
            line.extend_from_slice(&self.buffer[self.start..self.start + kept]);
            self.start += taken;
            if end.is_some() {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Reads a line, and gives it without its end.
    pub(super) fn line(&mut self) -> Result<Vec<u8>, Stop> {
        let mut line = Vec::new();
        self.line_with_end(&mut line)?;
        // `String#chop`: two bytes of CR LF, else one.
        line.pop();
        line.pop_if(|byte| *byte == b'\r');
        Ok(line)
    }

    /// Reads a line of the head, which the end of the stream ends as well.
    pub(super) fn line_of_head(&mut self) -> Result<Vec<u8>, Outcome> {
        let mut line = Vec::new();
        match self.line_with_end(&mut line) {
            Ok(()) | Err(Stop::End) => Ok(line),
            Err(Stop::Failed(outcome)) => Err(outcome),
        }
    }
}
