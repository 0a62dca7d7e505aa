// Package checks proves the Go package against the rest of the repository: the vectors, the schemas,
// the labelled replies, the golden files, the README, and the module as users get it.
//
// It is a module of its own, so that the package needs nothing of what its checks need.
package checks
