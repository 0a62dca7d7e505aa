//! What to change, by the code of the reason.

/// The codes of all reasons, with what happened in a few words and what to change.
pub(crate) const REMEDIES: [(&str, &str); 33] = [
    (
        "header-missing",
        "Give the headers: -H 'X-Postal-Signature-256: …', or a whole request with --request. If Postal sent none, it has no signing key, or something on the way removes them.",
    ),
    (
        "sha1-only",
        "Postal before 3.2.0 signs with SHA-1 alone: update it. Until then use the opt-in for SHA-1, which is insecure; here it is --allow-insecure-sha1.",
    ),
    (
        "header-twice",
        "Something on the way adds the header a second time, or two requests were mixed up. Refuse such a request.",
    ),
    (
        "key-short",
        "Give Postal a key of 2048 bits or more. Until then use the opt-in for short keys, which is insecure; here it is --allow-insecure-short-keys.",
    ),
    ("header-mangled", "Pass the header's value on as it came; do not decode, trim or fold it."),
    (
        "sha1-in-256",
        "Take the value of X-Postal-Signature-256 for that header; X-Postal-Signature is another one.",
    ),
    (
        "wrong-key",
        "Fetch the key of the Postal that sends: https://<its web host>/.well-known/jwks.json, or `postal default-dkim-record` there.",
    ),
    (
        "wrong-key-domain",
        "This is the DKIM record of one mail domain. Webhooks are signed with the key of the installation: https://<its web host>/.well-known/jwks.json, or `postal default-dkim-record` there.",
    ),
    (
        "newline",
        "Keep the bytes that came: an editor or `echo` puts a line feed behind them. printf '%s' does not.",
    ),
    (
        "crlf",
        "Keep the bytes that came; do not send them through something that makes lines of text of them.",
    ),
    ("bom", "Keep the bytes that came; save them without a byte order mark."),
    ("nul", "Take as many bytes as Content-Length says, not the whole buffer."),
    ("blanks", "Keep the bytes that came; do not pad them."),
    ("rewritten", "Verify the bytes that came, before anything parses them."),
    (
        "empty-null",
        "Laravel: verify `$request->getContent()`, which the middleware does not change.",
    ),
    (
        "json-string",
        "The body was written into a JSON string: verify what is inside, or the bytes before that.",
    ),
    ("base64", "Decode the base64 first; with API Gateway that is what isBase64Encoded says."),
    ("hex", "Verify the bytes themselves, not how they are shown."),
    ("url-encoded", "Verify the bytes that came; do not encode them for a form."),
    (
        "form",
        "Verify the bytes that came. Postal sends JSON; something on the way puts it into a form.",
    ),
    ("gzip", "Decompress first, or have the proxy not compress requests: Postal never does."),
    ("chunked", "Read the body with an HTTP library, which removes the lengths of the chunks."),
    ("utf-16", "Keep the bytes that came: PowerShell's `>` and some editors save text as UTF-16."),
    ("latin-1", "Keep the bytes that came, or read them as UTF-8."),
    ("html-entities", "Keep the bytes that came; escape only what you show in a page."),
    ("wrapper", "Verify the body that is inside; the object around it was put there by a tool."),
    ("pairs", "Keep each body with the headers of its own request."),
    (
        "payload-only",
        "No signature is for this. Capture the request itself: postal-webhooks listen, or what your web server receives.",
    ),
    ("capture-cut", "Capture the whole body: some tools keep the first kilobytes alone."),
    (
        "ascii-lost",
        "Capture the bytes: something replaced characters that it does not know, and they are lost.",
    ),
    (
        "trimmed",
        "Verify the bytes that came. Laravel: `$request->getContent()`; the middleware TrimStrings changes the input.",
    ),
    (
        "unknown",
        "Compare the SHA-256 above with that of the body at each place it passes: sha256sum BODY. Where it is another one first, the body is changed.",
    ),
    ("no-body", "Give the body: a file, `-`, or a whole request with --request."),
];

/// What to change for a code.
pub(super) fn of(code: &str) -> &'static str {
    REMEDIES.iter().find(|(other, _)| *other == code).map_or("", |(_, remedy)| remedy)
}
