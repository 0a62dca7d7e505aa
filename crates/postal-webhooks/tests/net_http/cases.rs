//! Shapes of answers: what HTTP allows, what servers and proxies get wrong, and what is no HTTP.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::Does;

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) does: Does,
}

/// All shapes.
pub(crate) fn all() -> Vec<Case> {
    [statuses(), heads(), lengths(), chunks(), encodings(), contents(), connections()].concat()
}

fn answer(name: &'static str, bytes: impl AsRef<[u8]>) -> Case {
    Case { name, does: Does::Answer(bytes.as_ref().to_vec()) }
}

fn statuses() -> Vec<Case> {
    const REST: &str = "Content-Length: 2\r\n\r\nOK";
    let line = |name, line: &str| answer(name, format!("{line}\r\n{REST}"));
    vec![
        line("200", "HTTP/1.1 200 OK"),
        line("201", "HTTP/1.1 201 Created"),
        line("299", "HTTP/1.1 299 Whatever"),
        line("300", "HTTP/1.1 300 Multiple Choices"),
        line("redirect", "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/"),
        line("temporary redirect", "HTTP/1.1 307 Moved\r\nLocation: /0"),
        line("410", "HTTP/1.1 410 Gone"),
        line("429", "HTTP/1.1 429 Slow Down\r\nRetry-After: 1"),
        line("500", "HTTP/1.1 500 Oops"),
        line("HTTP/1.0", "HTTP/1.0 200 OK"),
        line("HTTP/0.9 with a head", "HTTP/0.9 200 OK"),
        line("HTTP/2.0", "HTTP/2.0 200 OK"),
        line("HTTP/2", "HTTP/2 200"),
        line("no version", "HTTP 200 OK"),
        line("no reason", "HTTP/1.1 200"),
        line("blank for the reason", "HTTP/1.1 200 "),
        line("lower case", "http/1.1 200 ok"),
        line("two blanks", "HTTP/1.1  200  OK"),
        line("tab", "HTTP/1.1\t200\tOK"),
        line("four digits", "HTTP/1.1 2000 OK"),
        line("two digits", "HTTP/1.1 20 OK"),
        line("no digits", "HTTP/1.1 OK"),
        line("no blank", "HTTP/1.1200 OK"),
        line("999", "HTTP/1.1 999 Denied"),
        line("600", "HTTP/1.1 600 Odd"),
        line("000", "HTTP/1.1 000 Odd"),
        line("099", "HTTP/1.1 099 Odd"),
        line("ICY", "ICY 200 OK"),
        line("blank before", " HTTP/1.1 200 OK"),
        line("line before", "\r\nHTTP/1.1 200 OK"),
        line("not ASCII", "HTTP/1.1 200 \u{e9}t\u{e9}"),
        answer("LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nOK"),
        answer("CR alone", "HTTP/1.1 200 OK\rContent-Length: 2\r\rOK"),
        answer("100 first", format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n{REST}")),
        answer(
            "100, 102 and 103 first",
            format!(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n\
                 HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\n{REST}"
            ),
        ),
        answer("100 alone", "HTTP/1.1 100 Continue\r\n\r\n"),
        answer("101", "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"),
        answer("199 alone", "HTTP/1.1 199 Odd\r\nContent-Length: 0\r\n\r\n"),
        answer("204", "HTTP/1.1 204 No Content\r\n\r\n"),
        answer("204 with body", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nOK"),
        answer("204 chunked", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\nzz"),
        answer("205 with body", "HTTP/1.1 205 Reset\r\nContent-Length: 2\r\n\r\nOK"),
        answer("304 with body", "HTTP/1.1 304 Same\r\nContent-Length: 2\r\n\r\nOK"),
        answer("305 with body", "HTTP/1.1 305 Proxy\r\nContent-Length: 2\r\n\r\nOK"),
    ]
}

fn heads() -> Vec<Case> {
    let header = |name, header: &str| {
        answer(name, format!("HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 2\r\n\r\nOK"))
    };
    vec![
        header("no colon", "Nonsense"),
        header("no name", ": value"),
        header("no value", "X-Empty:"),
        header("blank before the colon", "X-Odd : value"),
        header("colon in the value", "X-Odd: a:b:c"),
        header("folded", "X-Folded: a\r\n  b\r\n\tc"),
        header("folded without a colon", "X-Folded:\r\n b"),
        header("folded at the start", " X-Folded: b"),
        header("folded at the start, no colon", " b"),
        header("CR in the value", "X-Odd: a\rb"),
        header("CR CR LF", "X-Odd: a\r"),
        header("not ASCII", "X-Odd: \u{e9}\u{1f600}"),
        header("NUL", "X-Odd: a\0b"),
        header("very long", &format!("X-Long: {}", "x".repeat(100_000))),
        answer("no headers", "HTTP/1.1 200 OK\r\n\r\nOK"),
        answer("head cut in a header", "HTTP/1.1 200 OK\r\nX-Odd: a"),
        answer("head cut in a name", "HTTP/1.1 200 OK\r\nX-Odd"),
        answer("head cut after a header", "HTTP/1.1 200 OK\r\nX-Odd: a\r\n"),
        answer("head cut after the status", "HTTP/1.1 200 OK\r\n"),
        answer("cut in the status line", "HTTP/1.1 200 OK"),
        answer("nothing", ""),
        answer("one line end", "\n"),
        answer("text", "Hello\n"),
        answer("text without a line end", "Hello"),
        answer("HTML", "<html><body>404</body></html>\n"),
        answer("SMTP", "220 mail.example.com ESMTP\r\n"),
        answer("TLS alert", b"\x15\x03\x01\x00\x02\x02\x46"),
        answer(
            "HTTP/2 preface",
            b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\x01\0\0\0\x05\0\xff\xff\xff",
        ),
        answer("HTTP/2 with a line feed in it", b"\0\0\x06\x04\0\0\0\0\0\0\x0a\0\0\0\x80"),
    ]
}

fn lengths() -> Vec<Case> {
    let length = |name, length: &str, body: &str| {
        answer(name, format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"))
    };
    vec![
        length("too long", "10", "OK"),
        length("too short", "1", "OK"),
        length("zero", "0", "OK"),
        length("empty", "", "OK"),
        length("negative", "-1", "OK"),
        length("with a sign", "+1", "OK"),
        length("a word", "two", "OK"),
        length("hexadecimal", "0x2", "OK"),
        length("a list", "1, 2", "OK"),
        length("huge", "99999999999999999999999999999999999999999999", "OK"),
        length("twice", "1\r\nContent-Length: 2", "OK"),
        length("with a coding", "1\r\nTransfer-Encoding: identity", "OK"),
        answer("until the end", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nOK"),
        answer("range", "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-1/9\r\n\r\nOKAY"),
        answer("range too long", "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-8/9\r\n\r\nOKAY"),
        answer("range malformed", "HTTP/1.1 206 Part\r\nContent-Range: lines 1\r\n\r\nOKAY"),
        answer(
            "range and length",
            "HTTP/1.1 206 Part\r\nContent-Range: x\r\nContent-Length: 2\r\n\r\nOK",
        ),
    ]
}

fn chunks() -> Vec<Case> {
    let chunked = |name, body: &str| {
        answer(name, format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}"))
    };
    let coding = |name, coding: &str| {
        let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: {coding}\r\n\r\n");
        answer(name, format!("{head}2\r\nOK\r\n0\r\n\r\n"))
    };
    vec![
        chunked("chunks", "2\r\nOK\r\n3\r\nAY!\r\n0\r\n\r\n"),
        chunked("chunk with extension", "2;a=b\r\nOK\r\n0\r\n\r\n"),
        chunked("chunk in capitals", "A\r\n0123456789\r\n0\r\n\r\n"),
        chunked("chunk with blanks", "  2  \r\nOK\r\n0\r\n\r\n"),
        chunked("chunk with a trailer", "2\r\nOK\r\n0\r\nX: y\r\n\r\n"),
        chunked("no chunk", "0\r\n\r\n"),
        chunked("bad size", "zz\r\nOK\r\n0\r\n\r\n"),
        chunked("size behind a word", "zz2\r\nOK\r\n0\r\n\r\n"),
        chunked("no size", "\r\nOK\r\n0\r\n\r\n"),
        chunked("no last chunk", "2\r\nOK\r\n"),
        chunked("no line end after the last", "2\r\nOK\r\n0\r\n"),
        chunked("no line end after a chunk", "2\r\nOK0\r\n\r\n"),
        chunked("cut in a chunk", "5\r\nOK"),
        chunked("cut in the line end", "2\r\nOK\r"),
        chunked("cut in a size", "2"),
        chunked("huge size", "fffffffffffffffffffffffffffffffffffff\r\nOK"),
        chunked("not chunked at all", "OK"),
        chunked("LF alone", "2\nOK\r\n0\n\n"),
        coding("CHUNKED", "CHUNKED"),
        coding("gzip, chunked", "gzip, chunked"),
        coding("x-chunked", "x-chunked"),
        coding("chunked;q=1", "chunked;q=1"),
        coding("chunkedly", "chunkedly"),
        answer(
            "chunked and a length",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n",
        ),
    ]
}

fn encodings() -> Vec<Case> {
    let text = "a body that is long enough to be compressed, to be compressed, to be compressed";
    let gzip = {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zlib = {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let deflate = {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let mut wrong_sum = gzip.clone();
    *wrong_sum.iter_mut().rev().nth(5).unwrap() ^= 1;
    let mut wrong_zlib_sum = zlib.clone();
    *wrong_zlib_sum.last_mut().unwrap() ^= 1;
    let closed = |name, encoding: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n");
        answer(name, [head.as_bytes(), body].concat())
    };
    let sized = |name, encoding: &str, body: &[u8]| {
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {length}\r\n\r\n"
        );
        answer(name, [head.as_bytes(), body].concat())
    };
    let chunked = |name, body: &[u8]| {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
        let size = format!("{:x}\r\n", body.len());
        answer(name, [head.as_bytes(), size.as_bytes(), body, b"\r\n0\r\n\r\n"].concat())
    };
    vec![
        sized("gzip", "gzip", &gzip),
        sized("GZIP", "GZIP", &gzip),
        sized("x-gzip", "x-gzip", &gzip),
        sized("gzip twice in the header", "gzip\r\nContent-Encoding: gzip", b"OK"),
        sized("deflate that is zlib", "deflate", &zlib),
        sized("deflate that is deflate", "deflate", &deflate),
        sized("gzip that is zlib", "gzip", &zlib),
        sized("identity", "identity", b"OK"),
        sized("br, unknown", "br", b"OK"),
        sized("false gzip", "gzip", b"OK"),
        sized("false gzip, one byte", "gzip", b"O"),
        sized("false gzip, empty", "gzip", b""),
        sized("false gzip, JSON", "gzip", br#"{"ok":true}"#),
        sized("gzip cut", "gzip", &gzip[..gzip.len() / 2]),
        sized("gzip cut in its head", "gzip", &gzip[..5]),
        sized("gzip cut in its sum", "gzip", &gzip[..gzip.len() - 3]),
        sized("gzip with a wrong sum", "gzip", &wrong_sum),
        sized("zlib cut", "deflate", &zlib[..zlib.len() / 2]),
        sized("zlib with a wrong sum", "deflate", &wrong_zlib_sum),
        sized("gzip twice over", "gzip", &[&gzip[..], &gzip].concat()),
        sized("gzip and more", "gzip", &[&gzip[..], b"more"].concat()),
        closed("gzip until the end", "gzip", &gzip),
        closed("gzip and more until the end", "gzip", &[&gzip[..], b"more"].concat()),
        closed("gzip cut by the end", "gzip", &gzip[..gzip.len() / 2]),
        closed("gzip cut in its head by the end", "gzip", &gzip[..5]),
        closed("gzip cut in its sum by the end", "gzip", &gzip[..gzip.len() - 3]),
        closed("gzip with a wrong sum until the end", "gzip", &wrong_sum),
        closed("zlib cut by the end", "deflate", &zlib[..zlib.len() / 2]),
        closed("zlib until the end", "deflate", &zlib),
        closed("one byte by the end", "gzip", b"O"),
        closed("empty until the end", "gzip", b""),
        chunked("gzip in a chunk", &gzip),
        chunked("false gzip in a chunk", b"OK"),
        chunked("gzip cut in a chunk", &gzip[..gzip.len() / 2]),
        answer(
            "false gzip in a chunk that is cut",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK",
        ),
        answer(
            "gzip with a range",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Range: bytes 0-1/2\r\n\r\nOK",
        ),
    ]
}

/// Bodies that are not ASCII, and others that Postal has to store.
pub(crate) fn contents() -> Vec<Case> {
    let of = |name, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        answer(name, [head.as_bytes(), body].concat())
    };
    vec![
        of("UTF-8 body", "\u{e9}t\u{e9}".as_bytes()),
        of("UTF-8 body after ASCII", "fine: \u{1f600}".as_bytes()),
        of("NUL in the body", b"a\0b"),
        of("longest body", &[b'x'; 64_000]),
    ]
}

fn connections() -> Vec<Case> {
    let does = |name, does| Case { name, does };
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        does("reset", Does::Reset),
        does("silence", Does::AnswerAndHold(Vec::new())),
        does(
            "whole, then held",
            Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")),
        ),
        does("no length, then held", Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\n\r\nOK"))),
        does(
            "too long, then held",
            Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nOK")),
        ),
        does("204, then held", Does::AnswerAndHold(text("HTTP/1.1 204 No Content\r\n\r\n"))),
        does("head, then held", Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\nX: y\r\n"))),
        does("bad status, then held", Does::AnswerAndHold(text("nonsense\r\n"))),
        does(
            "false gzip, then held",
            Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nOK")),
        ),
        does(
            "last chunk without its end, then held",
            Does::AnswerAndHold(text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")),
        ),
        does("slow", Does::Slowly(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"))),
        does("endless body", Does::Endless(text("HTTP/1.1 200 OK\r\n\r\n"), vec![b'x'; 1 << 16])),
        does(
            "endless chunks",
            Does::Endless(
                text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                text("5\r\nhello\r\n"),
            ),
        ),
        does("endless 1xx", Does::Endless(Vec::new(), text("HTTP/1.1 102 Processing\r\n\r\n"))),
        does("endless line", Does::Endless(text("HTTP/1.1 200 "), vec![b'x'; 1 << 16])),
        does(
            "answer before the request",
            Does::BeforeRequest(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")),
        ),
    ]
}
