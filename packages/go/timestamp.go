package postal

import (
	"math"
	"time"

	"github.com/postal-webhooks/postal-webhooks/packages/go/internal/wire"
)

// Timestamp is a point in time as Postal writes it: seconds since 1970-01-01T00:00:00Z.
//
// It keeps the double that was read, so that it writes the digits that it read. About a quarter of
// Postal's timestamps print seven decimals (1549376072.3155699 for …315570): [Timestamp.Time]
// rounds to microseconds.
type Timestamp float64

// TimestampOf returns the timestamp of a time, to the nearest microsecond.
func TimestampOf(t time.Time) Timestamp {
	return Timestamp(float64(t.Round(time.Microsecond).UnixMicro()) / 1e6)
}

// Time is the time in UTC, to the nearest microsecond.
//
// Years that a [time.Time] cannot hold in microseconds (beyond about ±292,000) give the nearest
// that it can.
func (t Timestamp) Time() time.Time {
	// Seconds and fraction apart: the product of a large double and 1e6 would lose digits.
	whole, fraction := math.Modf(float64(t))
	const limit = math.MaxInt64 / 1_000_000
	whole = min(max(whole, -limit), limit)
	return time.UnixMicro(int64(whole)*1_000_000 + int64(math.Round(fraction*1e6))).UTC()
}

// MarshalJSON writes a number with a decimal point and without an exponent, as Postal does.
func (t Timestamp) MarshalJSON() ([]byte, error) { return marshal(t, writeTimestamp) }

// UnmarshalJSON reads a number, or a decimal string, which some re-encoders write.
func (t *Timestamp) UnmarshalJSON(text []byte) error { return unmarshal(text, t, readTimestamp) }

func readTimestamp(r *wire.Reader) Timestamp { return Timestamp(r.Timestamp()) }

func writeTimestamp(w *wire.Writer, t Timestamp) { w.Number(float64(t)) }
