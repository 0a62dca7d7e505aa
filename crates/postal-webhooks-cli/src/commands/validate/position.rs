//! Position of a value in the text of a body, from its JSON pointer: `serde_json` has none.

/// The offset of the byte at which the value of a pointer (RFC 6901) begins. A key that is not there
/// has the place of the object that lacks it; of a key that stands twice, the last counts. The text
/// is JSON; nesting to any depth takes no stack.
pub(super) fn offset(json: &[u8], pointer: &str) -> usize {
    let mut scanner = Scanner { json, at: 0 };
    scanner.blanks();
    for token in pointer.split('/').skip(1) {
        let found = match scanner.peek() {
            Some(b'{') => scanner.member(&token.replace("~1", "/").replace("~0", "~")),
            Some(b'[') => token.parse().ok().and_then(|index| scanner.item(index)),
            _ => None,
        };
        let Some(found) = found else { break };
        scanner.at = found;
    }
    scanner.at
}

/// Line and column of an offset: the line from 0, the column from 1, in bytes.
pub(super) fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = &text[..offset.min(text.len())];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (before.split(|byte| *byte == b'\n').count() - 1, before.len() - start + 1)
}

struct Scanner<'a> {
    json: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes past a byte of punctuation and the blanks around it, if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        self.blanks();
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        self.blanks();
        is_there
    }

    /// Where the value of a key begins, in the object that begins here.
    fn member(&self, key: &str) -> Option<usize> {
        let mut scanner = Self { ..*self };
        let mut found = None;
        scanner.eat(b'{');
        while scanner.peek() == Some(b'"') {
            let start = scanner.at;
            scanner.string();
            let name = &scanner.json[start..scanner.at];
            scanner.eat(b':');
            if serde_json::from_slice::<String>(name).is_ok_and(|name| name == key) {
                found = Some(scanner.at);
            }
            scanner.value();
            scanner.eat(b',');
        }
        found
    }

    /// Where an item begins, in the array that begins here.
    fn item(&self, index: usize) -> Option<usize> {
        let mut scanner = Self { ..*self };
        scanner.eat(b'[');
        for _ in 0..index {
            scanner.value();
            scanner.eat(b',').then_some(())?;
        }
        (scanner.peek()? != b']').then_some(scanner.at)
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    /// Goes past the value that begins here.
    fn value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use postal_webhooks::testing::examples;
    use serde_json::{Deserializer, Value, json};

    use super::{line_and_column, offset};

    /// Each value of the document, by its pointer, is what the text at its place begins with.
    fn check(text: &[u8]) -> usize {
        let document: Value = serde_json::from_slice(text).unwrap();
        let mut todo = vec![(String::new(), &document)];
        let mut count = 0;
        while let Some((pointer, value)) = todo.pop() {
            let at = offset(text, &pointer);
            let found = Deserializer::from_slice(&text[at..]).into_iter::<Value>().next();
            assert_eq!(&found.unwrap().unwrap(), value, "{pointer}");
            assert!(!text[at].is_ascii_whitespace(), "{pointer}");
            count += 1;
            let below =
                |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            match value {
                Value::Object(members) => {
                    todo.extend(members.iter().map(|(key, value)| (below(key), value)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    todo.extend(items.map(|(at, value)| (below(&at.to_string()), value)));
                }
                _ => {}
            }
        }
        count
    }

    #[test]
    fn each_value_of_each_example_is_found() {
        let mut count = 0;
        for example in examples() {
            count += check(example.body);
            let value: Value = serde_json::from_slice(example.body).unwrap();
            count += check(&serde_json::to_vec_pretty(&value).unwrap());
        }
        assert!(count > 2 * 10 * examples().len(), "{count}");
    }

    #[test]
    fn strange_documents() {
        let strange =
            json!({"": [[], {}, [1, [2, "],"], {"a/b~c": "}\""}]], "\"é\n": {"\\": null}});
        assert_eq!(check(&serde_json::to_vec(&strange).unwrap()), 13);
        assert_eq!(check(&serde_json::to_vec_pretty(&strange).unwrap()), 13);
        let escaped = br#"{"\u0061": 1, "b\/c" : [ 2 ]}"#;
        assert_eq!(check(escaped), 4);
    }

    #[test]
    fn what_is_not_there_has_the_place_of_what_lacks_it() {
        let text = br#" {"a": {"b": 1}, "c": [1], "a": {"d": 2}}"#;
        for (pointer, rest) in [
            ("", &text[1..]),
            ("/x", &text[1..]),
            ("/a", br#"{"d": 2}}"#),
            ("/a/b/c", br#"{"d": 2}}"#),
            ("/c/1", br#"[1], "a": {"d": 2}}"#),
            ("/c/x", br#"[1], "a": {"d": 2}}"#),
        ] {
            assert_eq!(&text[offset(text, pointer)..], rest, "{pointer}");
        }
    }

    #[test]
    fn nesting_takes_no_stack() {
        let deep = 1_000_000;
        let text = format!("{{\"a\":{}{},\"b\":1}}", "[".repeat(deep), "]".repeat(deep));
        assert_eq!(offset(text.as_bytes(), "/b"), text.len() - 2);
    }

    #[test]
    fn columns_are_bytes() {
        assert_eq!(line_and_column("é\né, x".as_bytes(), 7), (1, 5));
        assert_eq!(line_and_column(b"ab", 0), (0, 1));
        assert_eq!(line_and_column(b"ab", 9), (0, 3));
    }
}
