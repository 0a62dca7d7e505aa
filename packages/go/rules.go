package postal

import (
	_ "embed" // For the rules.
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/rules.json
var rulesText []byte

// ruleSet is the published rules.json, made ready for searching.
type ruleSet struct {
	Gap    int
	Fold   map[string]string
	Output struct{ RefusedData, DummyReply string }
	HTTP   httpRules
	// Details has the texts that Postal itself writes.
	Details detailRules
	Topics  []topic

	fold map[rune]rune
	// rules are those of all topics, in order.
	rules []flatRule
	// plain are the places of the rules without phrases.
	plain []int
	// vocabulary has the words of all phrases, each with its number.
	vocabulary map[string]int
	// byFirst has the phrases by the number of their first word.
	byFirst [][]phrase
}

type httpRules struct {
	Rule, Source, Before, After string
	Statuses                    []struct {
		First *int
		Last  int
		Kind  FailureKind
	}
}

type detailRules struct {
	Rule, Source string
	Texts        []struct {
		Start        string
		Kind         FailureKind
		WithoutReply bool
	}
}

type topic struct {
	Name      string
	Kind      FailureKind
	Certainty Certainty
	Rules     []rule
}

// rule holds if each condition that it has holds.
type rule struct {
	Source   string
	Codes    []int
	Statuses []struct{ Subject, First, Last int }
	Phrases  []string
}

type flatRule struct {
	*topic
	*rule
}

// loadRules reads the rules at the first use.
var loadRules = sync.OnceValue(func() *ruleSet {
	s := &ruleSet{fold: map[rune]rune{}, vocabulary: map[string]int{}}
	if err := json.Unmarshal(rulesText, s); err != nil {
		panic("postal: the embedded rules.json: " + err.Error()) // A test reads it.
	}
	for plain, letters := range s.Fold {
		to, _ := utf8.DecodeRuneInString(plain)
		for _, letter := range letters {
			s.fold[letter] = to
		}
	}
	for i := range s.Topics {
		for j := range s.Topics[i].Rules {
			s.add(flatRule{&s.Topics[i], &s.Topics[i].Rules[j]})
		}
	}
	return s
})

func (s *ruleSet) add(rule flatRule) {
	at := len(s.rules)
	s.rules = append(s.rules, rule)
	if len(rule.Phrases) == 0 {
		s.plain = append(s.plain, at)
	}
	for order, text := range rule.Phrases {
		p := phrase{rule: at, order: order}
		for part := range strings.SplitSeq(text, " … ") {
			p.parts = append(p.parts, s.learn(part))
		}
		first := p.parts[0][0]
		s.byFirst[first] = append(s.byFirst[first], p)
	}
}

// learn gives the numbers of the words of a part, which join the vocabulary.
func (s *ruleSet) learn(part string) []int {
	var numbers []int
	eachWord([]string{part}, s.fold, func(word []byte, _ int) {
		number, known := s.vocabulary[string(word)]
		if !known {
			number = len(s.vocabulary)
			s.vocabulary[string(word)] = number
			s.byFirst = append(s.byFirst, nil)
		}
		numbers = append(numbers, number)
	})
	return numbers
}

// decide finds the first rule that holds for a reply. A topic of the kind Unknown decides nothing: it
// is evidence against the recipient, so that no later topic of the kind Recipient decides.
func (s *ruleSet) decide(r *reply, result *Classification) bool {
	if r.code < 400 {
		return false
	}
	isAgainst := false
	for _, found := range s.find(r) {
		rule := s.rules[found.rule]
		if rule.Kind == unknownKind {
			isAgainst = true
			continue
		}
		if rule.Kind == recipientKind && isAgainst {
			continue
		}
		result.Kind, result.Certainty, result.Rule = rule.Kind, rule.Certainty, rule.Name
		result.Source = rule.Source
		if len(rule.Phrases) > 0 {
			result.Phrase = rule.Phrases[found.phrase]
		}
		if len(rule.Codes) > 0 {
			result.Code = &r.code
		}
		if len(rule.Statuses) > 0 {
			result.Status = r.status.String()
		}
		return true
	}
	return false
}

// match is a rule that holds, with the phrase that was found.
type match struct{ rule, phrase int }

// find gives the rules that hold for a reply, in order, each with the phrase that stands first.
func (s *ruleSet) find(r *reply) []match {
	var found []match
	for _, at := range s.plain {
		if s.rules[at].allows(r) {
			found = append(found, match{rule: at})
		}
	}
	var words []word
	eachWord(r.lines, s.fold, func(text []byte, sentence int) {
		number, known := s.vocabulary[string(text)]
		if !known {
			number = -1
		}
		words = append(words, word{number, sentence})
	})
	for at, first := range words {
		if first.number < 0 {
			continue
		}
		for i := range s.byFirst[first.number] {
			p := &s.byFirst[first.number][i]
			if p.begins(words[at:], s.Gap) && s.rules[p.rule].allows(r) {
				found = append(found, match{p.rule, p.order})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return a.rule - b.rule })
	return found
}

// allows tells whether the code and the status are among those of the rule.
func (r *rule) allows(reply *reply) bool {
	if len(r.Codes) > 0 && !slices.Contains(r.Codes, reply.code) {
		return false
	}
	if len(r.Statuses) == 0 {
		return true
	}
	for _, s := range r.Statuses {
		if e := reply.status; e != nil && e.subject == s.Subject && s.First <= e.detail && e.detail <= s.Last {
			return true
		}
	}
	return false
}
