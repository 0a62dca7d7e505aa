module github.com/postal-webhooks/postal-webhooks/packages/go/checks

go 1.24.0

require (
	github.com/go-chi/chi/v5 v5.2.3
	github.com/postal-webhooks/postal-webhooks/packages/go v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	golang.org/x/mod v0.29.0
)

require (
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/sync v0.17.0 // indirect
	golang.org/x/text v0.14.0 // indirect
	golang.org/x/tools v0.37.0 // indirect
	golang.org/x/tools/go/expect v0.1.1-deprecated // indirect
	honnef.co/go/tools v0.6.1 // indirect
)

replace github.com/postal-webhooks/postal-webhooks/packages/go => ../

tool honnef.co/go/tools/cmd/staticcheck
