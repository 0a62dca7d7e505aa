// Bench measures the package against what one would use instead, with the same bodies: all examples.
package main

import (
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

func main() {
	log.SetFlags(0)
	rows, err := rows()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%-58s %10s %8s %10s\n", "speed, for one body", "ns", "allocs", "bytes")
	for _, row := range rows {
		result := testing.Benchmark(row.run)
		if result.N == 0 {
			log.Fatalf("%s failed", row.name)
		}
		bodies := int64(row.bodies)
		fmt.Printf("%-58s %10d %8d %10d\n", row.name, result.NsPerOp()/bodies,
			result.AllocsPerOp()/bodies, result.AllocedBytesPerOp()/bodies)
	}
	if err := sizes(); err != nil {
		log.Fatal(err)
	}
}
