//! The function in PHP that a guide shows: what it says of signed bodies, by a real PHP.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use postal_webhooks::testing::{Signer, example};
use xtask::tool::{self, Need};

const RUN: &str = r"
require $argv[1];
[, , $body, $signature, $key] = $argv;
$signature = $signature === 'none' ? null : $signature;
echo isFromPostal(file_get_contents($body), $signature, file_get_contents($key)) ? 'yes' : 'no';
";

/// Asks the function about right and wrong signatures.
///
/// # Errors
///
/// If an answer is wrong; with `CI=true` also if there is no PHP.
pub(crate) fn run(root: &Path, out: &Path) -> Result<()> {
    let php = Need {
        program: "php".to_owned(),
        argument: "--version".to_owned(),
        versions: vec!["8.0".to_owned()],
        install: "PHP 8 (Debian's php-cli)".to_owned(),
    };
    if let Some(problem) = php.problem() {
        return tool::skip("PHP", &problem);
    }
    let function = root.join("crates/postal-webhooks-site/snippets/verify.php");
    let (signer, other) = (Signer::generate(), Signer::generate());
    let body = example("MessageSent", "escaped-as-rails-does").body;
    let [path, key] = [out.join("body.json"), out.join("key.pem")];
    fs::write(&key, signer.public_pem())?;
    let changed = [body, b" "].concat();
    let right = signer.signature_256(body);
    for (what, body, signature, expected) in [
        ("right", body, right.clone(), "yes"),
        ("of a changed body", &changed, right.clone(), "no"),
        ("of another key", body, other.signature_256(body), "no"),
        ("SHA-1", body, signer.signature_sha1(body), "no"),
        ("cut", body, right[..8].to_owned(), "no"),
        ("no base64", body, "?".to_owned(), "no"),
        ("empty", body, String::new(), "no"),
        ("missing", body, "none".to_owned(), "no"),
    ] {
        fs::write(&path, body)?;
        let [function, path, key] = [&function, &path, &key].map(|path| path.display().to_string());
        let said = tool::command(&["php", "-r", RUN, &function, &path, &signature, &key])
            .read()
            .with_context(|| format!("PHP, a signature that is {what}"))?;
        ensure!(said == expected, "PHP says {said} to a signature that is {what}");
    }
    println!("PHP: the function of the guide says yes to a right signature alone");
    Ok(())
}
