//! The programs, each with the reason that must be found.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::change::Change;

/// One thing that happens to requests.
pub(crate) struct Case {
    pub what: &'static str,
    pub change: Change,
    pub code: &'static str,
    /// Other codes that are right for some of the bodies.
    pub or: &'static [&'static str],
    /// How many requests may be told without the signed body: what was lost cannot be found again.
    pub likely: usize,
    pub arguments: &'static [&'static str],
    pub key: Key,
}

/// The key that is given to verify with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Right,
    /// That of another installation.
    Other,
    /// The DKIM record of a mail domain.
    Domain,
    /// The right one, which has 1024 bits.
    Short,
}

fn case(what: &'static str, code: &'static str, change: Change) -> Case {
    Case { what, change, code, likely: 0, or: &[], arguments: &[], key: Key::Right }
}

fn filter(what: &'static str, code: &'static str, command: &[&str]) -> Case {
    case(what, code, Change::Filter(owned(command)))
}

fn python(what: &'static str, code: &'static str, program: &str) -> Case {
    filter(
        what,
        code,
        &[
            "python3",
            "-c",
            &format!(
                "import base64, html, json, sys\nb = sys.stdin.buffer.read()\nsys.stdout.buffer.write({program})"
            ),
        ],
    )
}

fn php(what: &'static str, program: &str) -> Case {
    let program = format!("$b = json_decode(stream_get_contents(STDIN)); echo {program};");
    filter(what, "rewritten", &["php", "-d", "serialize_precision=-1", "-r", &program])
}

fn owned(command: &[&str]) -> Vec<String> {
    command.iter().map(|word| (*word).to_owned()).collect()
}

fn headers(what: &'static str, code: &'static str, change: fn(&mut Vec<(String, String)>)) -> Case {
    case(what, code, Change::Headers(change))
}

#[allow(clippy::too_many_lines, reason = "a table is as long as it is")]
/// All cases; the programs that were built are in `out`.
pub(crate) fn all(out: &Path) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = |path: &Path| path.display().to_string();
    let in_folder = |name: &str| path(&folder.join(name));
    let mut cases = vec![
        case(
            "Express, JSON.stringify(request.body)",
            "rewritten",
            Change::Server(vec!["node".into(), in_folder("express.mjs")]),
        ),
        case(
            "Flask, json.dumps(request.get_json())",
            "rewritten",
            Change::Server(vec![path(&out.join("venv/bin/python")), in_folder("flask_handler.py")]),
        ),
        php("PHP, json_encode", "json_encode($b)"),
        php(
            "PHP, json_encode without escapes",
            "json_encode($b, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        ),
        Case {
            likely: 3,
            or: &["rewritten", "trimmed"],
            ..filter(
                "Laravel's middleware, in PHP",
                "empty-null",
                &["php", &in_folder("laravel.php")],
            )
        },
        Case { likely: 5, ..filter("Go, a map", "rewritten", &[&path(&out.join("rewrite"))]) },
        filter(
            "Ruby, JSON.generate",
            "rewritten",
            &["ruby", "-rjson", "-e", "print JSON.generate(JSON.parse(STDIN.read))"],
        ),
        filter(
            "Ruby, JSON.pretty_generate",
            "rewritten",
            &["ruby", "-rjson", "-e", "print JSON.pretty_generate(JSON.parse(STDIN.read))"],
        ),
        Case {
            likely: 89,
            ..filter(
                "Perl, JSON::PP in canonical order",
                "rewritten",
                &[
                    "perl",
                    "-MJSON::PP",
                    "-0777",
                    "-ne",
                    "my $j = JSON::PP->new->utf8->canonical; print $j->encode($j->decode($_))",
                ],
            )
        },
        filter("jq -c", "rewritten", &["jq", "-cj", "."]),
        filter("jq", "rewritten", &["jq", "."]),
        Case { likely: 5, ..filter("jq -S", "rewritten", &["jq", "-cjS", "."]) },
        filter("gzip", "gzip", &["gzip", "-c"]),
        filter("iconv to UTF-16", "utf-16", &["iconv", "-f", "UTF-8", "-t", "UTF-16"]),
        filter("iconv from Latin-1 to UTF-8", "latin-1", &["iconv", "-f", "LATIN1", "-t", "UTF-8"]),
        filter("base64", "base64", &["base64"]),
        filter("od, in hexadecimal", "hex", &["sh", "-c", "od -An -v -tx1 | tr -d ' \\n'"]),
        filter("echo behind it", "newline", &["sh", "-c", "cat; echo"]),
        filter("sed, CR LF", "crlf", &["sh", "-c", "cat; printf '\\r\\n'"]),
        filter("a byte order mark", "bom", &["sh", "-c", "printf '\\357\\273\\277'; cat"]),
        filter("head of a buffer of zeros", "nul", &["sh", "-c", "cat; head -c 100 /dev/zero"]),
        filter("printf of blanks behind it", "blanks", &["sh", "-c", "cat; printf '   '"]),
        filter("jq -Rs, a JSON string", "json-string", &["jq", "-Rs", "."]),
        filter("jq, under the key body", "wrapper", &["jq", "-Rcs", "{body: .}"]),
        filter("jq, the payload alone", "payload-only", &["jq", "-c", ".payload"]),
        filter("head -c 200", "capture-cut", &["head", "-c", "200"]),
        python("Python, html.escape", "html-entities", "html.escape(b.decode()).encode()"),
        Case {
            likely: 89,
            ..python("Python, ASCII with ?", "ascii-lost", "b.decode().encode('ascii', 'replace')")
        },
        case(
            "curl --data-urlencode",
            "form",
            Change::Curl(owned(&["--data-urlencode", "payload@-"])),
        ),
        case(
            "curl, chunked",
            "chunked",
            Change::Curl(owned(&["--data-binary", "@-", "-H", "Transfer-Encoding: chunked"])),
        ),
        case("the body of another request", "pairs", Change::Exchange),
        python("gzip, then base64", "gzip", "base64.b64encode(__import__('gzip').compress(b))"),
        python(
            "json.dumps and a line feed",
            "rewritten",
            "json.dumps(json.loads(b)).encode() + b'\\n'",
        ),
    ];
    cases.extend(of_headers());
    cases
}

fn of_headers() -> Vec<Case> {
    fn change(headers: &mut [(String, String)], name: &str, change: impl Fn(&str) -> String) {
        for (_, value) in headers.iter_mut().filter(|(other, _)| other == name) {
            *value = change(value);
        }
    }
    const SHA256: &str = "X-Postal-Signature-256";
    vec![
        headers("no signature headers", "header-missing", |headers| {
            headers.retain(|(name, _)| !name.starts_with("X-Postal"));
        }),
        headers("the SHA-1 header alone", "sha1-only", |headers| {
            headers.retain(|(name, _)| name != SHA256);
        }),
        headers("the header twice", "header-twice", |headers| {
            let again = headers.iter().find(|(name, _)| name == SHA256).cloned();
            headers.extend(again);
        }),
        headers("URL-safe base64", "header-mangled", |headers| {
            change(headers, SHA256, |value| {
                URL_SAFE.encode(STANDARD.decode(value).unwrap_or_default())
            });
        }),
        headers("URL-safe base64 without padding", "header-mangled", |headers| {
            change(headers, SHA256, |value| {
                URL_SAFE_NO_PAD.encode(STANDARD.decode(value).unwrap_or_default())
            });
        }),
        headers("percent-encoded", "header-mangled", |headers| {
            change(headers, SHA256, |value| {
                value.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
            });
        }),
        headers("a blank for each +", "header-mangled", |headers| {
            change(headers, SHA256, |value| value.replace('+', " "));
        }),
        headers("white space inside", "header-mangled", |headers| {
            change(headers, SHA256, |value| format!("{} {}", &value[..76], &value[76..]));
        }),
        headers("padding gone", "header-mangled", |headers| {
            change(headers, SHA256, |value| value.trim_end_matches('=').to_owned());
        }),
        headers("the SHA-1 value in the header for SHA-256", "sha1-in-256", |headers| {
            let sha1 = headers
                .iter()
                .find(|(name, _)| name == "X-Postal-Signature")
                .map(|(_, value)| value.clone());
            change(headers, SHA256, |_| sha1.clone().unwrap_or_default());
        }),
        Case { key: Key::Other, ..headers("the key of another installation", "wrong-key", |_| {}) },
        Case {
            key: Key::Domain,
            likely: 89,
            ..headers("the DKIM record of a mail domain", "wrong-key-domain", |_| {})
        },
        Case { key: Key::Short, ..headers("a key of 1024 bits", "key-short", |_| {}) },
    ]
}
