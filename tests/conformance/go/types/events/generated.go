// Package events stands for a type for each event: `go build -overlay` puts what quicktype generates in its place.
package events

// Readers reads the body of an event, by its name.
var Readers = map[string]func([]byte) (any, error){}
