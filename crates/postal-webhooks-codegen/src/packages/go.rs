//! Generator of the Go package.

use crate::Folder;
use crate::model::Model;

/// Generates the types and the data of the package.
pub(super) fn generate(_model: &Model, _published: &Folder) -> Vec<Folder> {
    Vec::new()
}
