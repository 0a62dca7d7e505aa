// Bench measures the package against what one would use instead, with the same bodies: all examples.
package main

import (
	"flag"
	"fmt"
	"log"
	"testing"
)

// row is one line of the table.
type row struct {
	name string
	run  func(b *testing.B)
	// bodies is how many bodies one run takes.
	bodies int
}

// rounds is how often each row runs; the table has the best, since other programs run too.
const rounds = 5

func main() {
	log.SetFlags(0)
	testing.Init()
	if err := flag.Set("test.benchtime", "200ms"); err != nil {
		log.Fatal(err)
	}
	rows, err := rows()
	if err != nil {
		log.Fatal(err)
	}
	best := make([]testing.BenchmarkResult, len(rows))
	for range rounds {
		for i, row := range rows {
			result := testing.Benchmark(row.run)
			if result.N == 0 {
				log.Fatalf("%s failed", row.name)
			}
			if best[i].N == 0 || result.NsPerOp() < best[i].NsPerOp() {
				best[i] = result
			}
		}
	}
	fmt.Printf("%-58s %10s %8s %10s\n", "speed, for one body", "ns", "allocs", "bytes")
	for i, row := range rows {
		bodies := int64(row.bodies)
		fmt.Printf("%-58s %10d %8d %10d\n", row.name, best[i].NsPerOp()/bodies,
			best[i].AllocsPerOp()/bodies, best[i].AllocedBytesPerOp()/bodies)
	}
	if err := sizes(); err != nil {
		log.Fatal(err)
	}
}
