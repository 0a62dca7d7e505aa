module github.com/postal-webhooks/postal-webhooks/packages/go

go 1.24
