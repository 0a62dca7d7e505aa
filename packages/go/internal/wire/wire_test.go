package wire

import (
	"fmt"
	"strings"
	"testing"
)

func TestIsJSON(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	for _, text := range []string{
		deep, "1e400", strings.Repeat("1", 100_000), `{"a":1,"a":2}`, " 1\r\n\t", `"\u0000"`, `"\ud800"`,
		"[]", "{}", "[1,[2,{}],{\"a\":[]}]", "-0", "0.5e-7", "null", "true", "false",
	} {
		if !IsJSON(text) {
			t.Errorf("%.60q is refused", text)
		}
	}
	for _, text := range []string{
		"", " ", "\ufeff1", "1 x", "01", "1.", ".5", "+1", "-", "1e", "\"\x00\"", "NaN", "'a'", "[1,]", "[,1]",
		`{"a":1,}`, `{,}`, `{"a"}`, `{a:1}`, `"\ud83"`, `"\x"`, `"`, `"\`, "[", "]", "{", "[}", "nul", "tru e",
		"\"\n\"", "[1 2]", `{"a":1 "b":2}`, "1,", deep[1:], deep + "]",
	} {
		if IsJSON(text) {
			t.Errorf("%.60q is read", text)
		}
	}
}

func TestStrings(t *testing.T) {
	for text, expected := range map[string]string{
		`"\ud83d\ude00"`:            "😀",
		`"\uD83D\uDE00"`:            "😀",
		`"\ud83d"`:                  "\ufffd",
		`"\ude00\ud83d"`:            "\ufffd\ufffd",
		`"\ud83d\ud83d\ude00"`:      "\ufffd😀",
		`"\ud83d\n\ude00"`:          "\ufffd\n\ufffd",
		`"\ud83dde00"`:              "\ufffdde00",
		`"\ud83d\u0041"`:            "\ufffdA",
		`"\\ud83d"`:                 `\ud83d`,
		`"\"\\\/\b\f\n\r\t\u00e9é"`: "\"\\/\b\f\n\r\téé",
	} {
		r := NewReader(text)
		if got := r.Text(); got != expected || r.Fault() != nil {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestIntegers(t *testing.T) {
	for text, expected := range map[string]string{
		"12": "12", "12.0": "12", "1.2e1": "12", "-0": "0", "0.0": "0", "9007199254740993": "9007199254740993",
		"9223372036854775807": "9223372036854775807", "1e18": "1000000000000000000",
		"9223372036854775808": fits, "1e400": fits, "1e19": fits, "18446744073709551616": fits,
		"1.5": "a non-negative integer", "-1": "a non-negative integer", `"17"`: "a non-negative integer",
		"1e-400": "0",
	} {
		r := NewReader(text)
		got := fmt.Sprint(r.Integer())
		if fault := r.Fault(); fault != nil {
			got = fault.Expected
		}
		if got != expected {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// More keys than one word of a set has.
func TestWideObjects(t *testing.T) {
	shape := Shape{Required: 150}
	var text strings.Builder
	for i := range 200 {
		shape.Keys = append(shape.Keys, fmt.Sprint("k", i))
		if i < 150 {
			fmt.Fprintf(&text, `,"k%d":%d`, i, i)
		}
	}
	read := func(text string) (found int, fault *Fault) {
		r := NewReader(text)
		for o := r.Object(&shape); o.Next(); {
			found++
			if n := r.Integer(); int(n) != o.Field {
				t.Errorf("%d is read as %d", o.Field, n)
			}
		}
		return found, r.Fault()
	}
	whole := "{" + text.String()[1:] + "}"
	if found, fault := read(whole); found != 150 || fault != nil {
		t.Error(found, fault)
	}
	if _, fault := read(strings.Replace(whole, `"k149"`, `"x"`, 1)); fault == nil || fault.Pointer != "/k149" || fault.Kind != Missing {
		t.Error(fault)
	}
	for _, key := range []string{"k3", "k64", "k149", "k199"} {
		twice := strings.Replace(whole, "{", fmt.Sprintf(`{"%s":%s,`, key, key[1:]), 1)
		if key == "k199" {
			twice = strings.Replace(twice, "{", `{"k199":199,`, 1)
		}
		if _, fault := read(twice); fault == nil || fault.Pointer != "/"+key || fault.Kind != Duplicate {
			t.Error(key, fault)
		}
	}
}
