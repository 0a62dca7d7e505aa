package postal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text: its number, or -1 if no phrase has it; and that of its sentence.
type word struct{ number, sentence int }

// eachWord gives the words of the texts of lines, in lower case and without accents. A line break
// ends no sentence.
func eachWord(lines []string, fold map[rune]rune, each func(word []byte, sentence int)) {
	var buffer []byte
	sentence := 0
	end := func() {
		if len(buffer) > 0 {
			each(buffer, sentence)
			buffer = buffer[:0]
		}
	}
	for _, line := range lines {
		for token := range strings.FieldsFuncSeq(line, isSeparator) {
			endsSentence := strings.IndexByte(".!?;", token[len(token)-1]) >= 0
			if isAddress(token) {
				each([]byte("@"), sentence)
				// a@example.com...User unknown
				_, token, _ = strings.Cut(token, "..")
			}
			// What a URL asks for says nothing: ?ip=192.0.2.1
			token, _, _ = strings.Cut(token, "?")
			for _, r := range token {
				switch {
				case r < utf8.RuneSelf && isDigit(byte(r)) || 'a' <= r && r <= 'z':
					buffer = append(buffer, byte(r))
				case 'A' <= r && r <= 'Z':
					buffer = append(buffer, byte(r)+'a'-'A')
				case r == '\'' || r == '’' || r == '`':
				case r < utf8.RuneSelf:
					end()
				case isIdeograph(r):
					end()
					buffer = utf8.AppendRune(buffer, r)
					end()
				case isAlphanumeric(r):
					buffer = appendFolded(buffer, r, fold)
				default:
					end()
				}
			}
			end()
			if endsSentence {
				sentence++
			}
		}
	}
}

// isSeparator knows what stands around the tokens of a text.
func isSeparator(r rune) bool {
	return strings.ContainsRune(`<>()[]",:`, r) || unicode.IsSpace(r)
}

// isAddress knows a@example.com, and the @ of a phrase; no URL without its scheme, whose host says
// something.
func isAddress(token string) bool {
	local, domain, found := strings.Cut(token, "@")
	return token == "@" || found && local != "" && domain != "" && !strings.HasPrefix(token, "//")
}

// isIdeograph knows the characters that are a word each: ideographs and kana.
func isIdeograph(r rune) bool {
	return '\u3040' <= r && r <= '\u30ff' || '\u3400' <= r && r <= '\u9fff' || '\uf900' <= r && r <= '\ufaff'
}

func appendFolded(text []byte, r rune, fold map[rune]rune) []byte {
	if plain, ok := fold[r]; ok {
		return utf8.AppendRune(text, plain)
	}
	// The one letter whose lower case is two characters.
	if r == 'İ' {
		return append(text, "i\u0307"...)
	}
	return utf8.AppendRune(text, unicode.ToLower(r))
}

// phrase is a phrase of a rule, as numbers of words; other words may stand between its parts.
type phrase struct {
	rule  int // The place of its rule.
	order int // Its place in the rule.
	parts [][]int
}

// begins tells whether the words begin with the phrase.
func (p *phrase) begins(words []word, gap int) bool {
	if !hasPrefix(words, p.parts[0]) {
		return false
	}
	at := len(p.parts[0])
next:
	for _, part := range p.parts[1:] {
		sentence := words[at-1].sentence
		for skip := 0; skip <= gap && at+skip < len(words); skip++ {
			if words[at+skip].sentence != sentence {
				return false
			}
			if hasPrefix(words[at+skip:], part) {
				at += skip + len(part)
				continue next
			}
		}
		return false
	}
	return true
}

func hasPrefix(words []word, part []int) bool {
	if len(words) < len(part) {
		return false
	}
	for i, number := range part {
		if words[i].number != number {
			return false
		}
	}
	return true
}
