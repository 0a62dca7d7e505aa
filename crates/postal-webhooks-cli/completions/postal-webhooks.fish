# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_postal_webhooks_global_optspecs
    string join \n json h/help V/version
end

function __fish_postal_webhooks_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_postal_webhooks_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_postal_webhooks_using_subcommand
    set -l cmd (__fish_postal_webhooks_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -s V -l version -d 'Print version'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "verify" -d 'Verify a request, and find out why it fails'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "doctor" -d 'Find out why a webhook does not arrive: check its URL, or keys'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "keys" -d 'Show the keys in a JWKS, PEM or DKIM record, and pin them'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "validate" -d 'Validate bodies against the published schemas'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "sample" -d 'Print a body as Postal sends it'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "sign" -d 'Sign a body as Postal does, with the private key of a test'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "schema" -d 'Print a published JSON Schema'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "types" -d 'Print the types of a language, in one file to copy'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "classify" -d 'Say what kind of failure a delivery tells of, and why'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "send" -d 'Send signed requests to a URL, exactly as Postal does'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "mock-postal" -d 'Act as a Postal: publish a key, send events to a URL, and try again those that fail'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "listen" -d 'Verify and print what arrives at a port, forward it, and save it. For development'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "serve" -d 'Receive webhooks: verify each, store it, answer, forward it'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "check-config" -d 'Check a configuration, and show what `serve` would run with it. Nothing starts'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "demo" -d 'Show the receiver at work: no set-up, at most ten seconds, one terminal'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "events" -d 'List, show, follow and export the events that a receiver has stored'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "replay" -d 'Offer stored events to a sink once more'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "quarantine" -d 'List, show and release what verified, and is no event'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "dlq" -d 'List, show, retry and drop dead letters: events that a sink gave up'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "sinks" -d 'List sinks, pause and resume them'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "prune" -d 'Delete now what is old enough, as the receiver does by itself'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "backup" -d 'Copy the store of a receiver to a file, also while it runs'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "health" -d 'Ask whether the receiver is ready: exit code 0 if it is, 1 if not'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "check" -d 'Check the receiver for Nagios: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN'
complete -c postal-webhooks -n "__fish_postal_webhooks_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -l keys -d 'Keys: the URL of Postal\'s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -s H -l header -d 'A header of the request; more than once for more of them' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -l request -d 'A captured request, a HAR file, an event of API Gateway, or a folder of them' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -l allow-insecure-sha1 -d 'Accept SHA-1 signatures where there is no SHA-256 one. Insecure'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -l allow-insecure-short-keys -d 'Accept keys under 2048 bits. Insecure'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -l keys -d 'Check these keys too: the URL of Postal\'s web interface, or another source' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -l replay -d 'Send a captured request as it was, with a byte changed, and without its signatures. The handler takes the first for a genuine event that comes again' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -l large -d 'Send an event as long as Postal\'s longest too, about 400 KB'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -l postal-sql -d 'Print how to look into Postal\'s database, and how to run doctor where its worker runs'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -f -a "show" -d 'Print each key with its id and bits, as PEM, JWK and DKIM record'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -f -a "fetch" -d 'Fetch the keys of an installation, and print them as a JWKS to save'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -f -a "pin" -d 'Print the ids of the keys, for a setting that pins them'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and not __fish_seen_subcommand_from show fetch pin help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from show" -l form -d 'Print one form alone' -r -f -a "pem\t''
jwks\t''
dkim\t''"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from fetch" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from fetch" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from pin" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from pin" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print each key with its id and bits, as PEM, JWK and DKIM record'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "fetch" -d 'Fetch the keys of an installation, and print them as a JWKS to save'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "pin" -d 'Print the ids of the keys, for a setting that pins them'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand validate" -l profile -d '`tolerant` for receivers, `strict` for tests and senders' -r -f -a "tolerant\t'Unknown keys, events and values pass'
strict\t'Nothing passes that Postal 3 does not send'"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand validate" -l explain -d 'Say what Postal sends in each place that is wrong'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand validate" -s v -l verbose -d 'Name the valid bodies too'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand validate" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l case -d 'What the body shows' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l set -d 'Set a key to a text: `--set payload.message.to=a@example.com`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l set-json -d 'Set a key to a value of JSON: `--set-json payload.message.id=5`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l count -d 'Print so many, one a line, each with a uuid of its own' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l seed -d 'What the uuids are made from: the same number gives the same ones' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l list -d 'List the events and cases'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sample" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sign" -l key -d 'The private key: a PEM file, `-` or `env:NAME`. `openssl genpkey -algorithm RSA` makes one' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sign" -l form -d 'What to print' -r -f -a "headers\t'The headers, one a line'
curl\t'A command that sends the request'
request\t'The whole request, as it goes over the connection'"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sign" -l url -d 'Where the request goes, for `--form curl` and `--form request`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sign" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand schema" -l profile -d 'What the schema is for' -r -f -a "tolerant\t'For receivers: unknown keys, events and values pass'
strict\t'For tests and senders: nothing passes that Postal 3 does not send'
codegen\t'For generators of types: one union of all events, with closed enumerations'"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand schema" -l draft -d 'The draft of JSON Schema' -r -f -a "2020-12\t'Draft 2020-12'
7\t'Draft 7'"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand schema" -l payload -d 'The schema of the payload of the event alone, without its envelope'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand schema" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand types" -s o -l output -d 'Write them to this file, which is replaced at once. Java asks for the name `PostalWebhooks.java`' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand types" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand types" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand classify" -l output -d 'The `output` of a delivery: what the mail server said' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand classify" -l details -d 'The `details` of a delivery: what Postal said' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand classify" -l texts -d 'Each line of the files is an `output`, as text or as a JSON string, and not an event'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand classify" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand classify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l key -d 'The private key: a PEM file, `-` or `env:NAME`. Without it, a fresh key signs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l jwks -d 'Write the public key as a JWKS to this file, before anything is sent' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l event -d 'Send an example, `MessageSent` or `MessageSent/nulls`; more than once for more of them, `all` for all. By default those that every serialiser changes' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l body -d 'Send the bytes of a file; more than once for more of them' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l count -d 'Send so many events. From the second round on, each body has a uuid of its own' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l seed -d 'What the uuids are made from: the same number gives the same ones' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l replay -d 'Send captured requests again, headers and body as they were: a file, or a folder of them' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l rate -d 'Begin so many requests in a second at most' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l concurrency -d 'Send so many requests at once' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l fault -d 'Do something wrong on purpose, besides each right request; more than once for more faults' -r -f -a "duplicate\t'Each request twice, as after an answer that came too late. A receiver accepts both'
reorder\t'The last request first. A receiver accepts all, in any order'
wrong-signature\t'Signatures of other bytes. A receiver refuses'
sha1-only\t'The SHA-1 signature alone, as before Postal 3.2.0. A receiver refuses, unless SHA-1 is switched on'
unknown-kid\t'A key that the receiver does not know, with its kid. A receiver refuses'
cut-body\t'Half of the body, and nothing more. A receiver refuses'
slow-body\t'A body that takes half of the deadline. A receiver accepts it'"
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l dry-run -d 'Print the requests, and send nothing'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l curl -d 'Print a command of curl for each request, and send nothing'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l key -d 'The private key: a PEM file, `-` or `env:NAME`. Without it, a fresh key signs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l jwks -d 'Write the public key as a JWKS to this file, before anything is sent' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l event -d 'Send an example, `MessageSent` or `MessageSent/nulls`; more than once for more of them, `all` for all. By default those that every serialiser changes' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l body -d 'Send the bytes of a file; more than once for more of them' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l count -d 'Send so many events. From the second round on, each body has a uuid of its own' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l seed -d 'What the uuids are made from: the same number gives the same ones' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l listen -d 'Where the JWKS is published. Port 0 is one that is free' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l rate -d 'Begin so many events in a second at most' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l time-scale -d 'Let the time between attempts pass so many times faster' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l concurrency -d 'Send so many requests at once' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l delay -d 'Wait so many seconds after `ready` before the first event' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand mock-postal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l keys -d 'Keys: the URL of Postal\'s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l address -d 'Where to listen. Port 0 is one that is free' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l forward -d 'Send what verified on to this URL: headers and body as they came' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l save -d 'Save each request to this folder, for `verify --request` and `send --replay`' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l count -d 'End after so many requests' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l allow-unverified -d 'Answer what does not verify with 200, and print it with the word UNVERIFIED. Insecure'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l allow-insecure-sha1 -d 'Accept SHA-1 signatures where there is no SHA-256 one. Insecure'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l allow-insecure-short-keys -d 'Accept keys under 2048 bits. Insecure'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -s c -l config -d 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l keys -d 'Keys: the URL of Postal\'s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l store -d 'The store: a file, which is made if it is not there, or the URL of PostgreSQL; `env:NAME` for one with a password [default: postal-webhooks.db]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l address -d 'Where to listen; port 0 is one that is free [default: 127.0.0.1:8000]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l admin -d 'Where health, metrics and the API are, or `off` [default: 127.0.0.1:8001]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l forward -d 'Forward each event to this URL; `env:NAME` for one with a password' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l log -d 'How the lines on standard error look: `text` or `json` [default: text]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l print -d 'Print each event on standard output, an object a line'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -s c -l config -d 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l keys -d 'Keys: the URL of Postal\'s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l store -d 'The store: a file, which is made if it is not there, or the URL of PostgreSQL; `env:NAME` for one with a password [default: postal-webhooks.db]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l address -d 'Where to listen; port 0 is one that is free [default: 127.0.0.1:8000]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l admin -d 'Where health, metrics and the API are, or `off` [default: 127.0.0.1:8001]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l forward -d 'Forward each event to this URL; `env:NAME` for one with a password' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l log -d 'How the lines on standard error look: `text` or `json` [default: text]' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l print -d 'Print each event on standard output, an object a line'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check-config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand demo" -l keep -d 'Stay open at the end until Ctrl-C, and print the address of the view'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand demo" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -f -a "list" -d 'List events without their bodies, the newest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -f -a "show" -d 'Show one event with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -f -a "tail" -d 'List the newest events, the oldest of them first, and follow what comes'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -f -a "export" -d 'Write events with headers and bodies, one JSON object a line, the oldest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and not __fish_seen_subcommand_from list show tail export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l since -d 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l seq -d 'Sequences: `5`, `5..9` with both ends, `5..`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l uuid -d 'With this uuid. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l event -d 'Of this name: `MessageSent`. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l source -d 'From this source. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l limit -d 'The most events' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from show" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from show" -l raw -d 'Print the body alone, to the byte'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l since -d 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l seq -d 'Sequences: `5`, `5..9` with both ends, `5..`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l uuid -d 'With this uuid. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l event -d 'Of this name: `MessageSent`. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l source -d 'From this source. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -s n -l lines -d 'The most events to begin with' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -s f -l follow -d 'Go on with what comes, until Ctrl-C'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l since -d 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l seq -d 'Sequences: `5`, `5..9` with both ends, `5..`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l uuid -d 'With this uuid. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l event -d 'Of this name: `MessageSent`. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l source -d 'From this source. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -s o -l output -d 'Write to this file, which is whole or not there. Standard output without it' -r -F
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "list" -d 'List events without their bodies, the newest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one event with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "tail" -d 'List the newest events, the oldest of them first, and follow what comes'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write events with headers and bodies, one JSON object a line, the oldest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand events; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l to -d 'The sink' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l since -d 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l seq -d 'Sequences: `5`, `5..9` with both ends, `5..`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l uuid -d 'With this uuid. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l event -d 'Of this name: `MessageSent`. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l source -d 'From this source. Can be repeated' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -f -a "list" -d 'List bodies in quarantine, the oldest first, with the reason of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -f -a "show" -d 'Show a body with its headers'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -f -a "release" -d 'Make events of bodies that came late: they are delivered, and kept as if they came now'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and not __fish_seen_subcommand_from list show release help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from list" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from show" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from show" -l raw -d 'Print the body alone, to the byte'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from help" -f -a "list" -d 'List bodies in quarantine, the oldest first, with the reason of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a body with its headers'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from help" -f -a "release" -d 'Make events of bodies that came late: they are delivered, and kept as if they came now'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand quarantine; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -f -a "list" -d 'List dead letters with the last error of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -f -a "show" -d 'Show the event of a dead letter with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -f -a "retry" -d 'Try dead letters again'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -f -a "drop" -d 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and not __fish_seen_subcommand_from list show retry drop help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from list" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from list" -l sink -d 'Of this sink alone' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from show" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from show" -l raw -d 'Print the body alone, to the byte'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l all -d 'All of this sink'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l all -d 'All of this sink'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l yes -d 'Do not ask'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "list" -d 'List dead letters with the last error of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the event of a dead letter with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "retry" -d 'Try dead letters again'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "drop" -d 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -f -a "pause" -d 'Offer nothing more to a sink, until it is resumed. Its events wait'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -f -a "resume" -d 'Go on with a sink'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and not __fish_seen_subcommand_from pause resume help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Offer nothing more to a sink, until it is resumed. Its events wait'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Go on with a sink'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand sinks; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l keep-events -d 'How long events are kept, instead of what is configured: `12h`, `7d`; an hour at least' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l dry-run -d 'Only say what would be touched'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l yes -d 'Do not ask'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand backup" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand backup" -l verify -d 'Check the copy before it takes its place: that it is sound, and has each event that the store has'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand backup" -l verify-only -d 'Make none, and check the one that is there'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand backup" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand health" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand health" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand health" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -l store -d 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -l admin -d 'The admin port of the receiver that runs' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -l admin-password -d 'Its password: `env:NAME` or `file:PATH`' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -s w -l warning -d 'The oldest event that a sink has not come to: WARNING from this age on' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -s c -l critical -d 'The oldest event that a sink has not come to: CRITICAL from this age on' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -l received-within -d 'CRITICAL if no event came for so long' -r
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -l json -d 'Print one JSON object a line on standard output, in every case'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "verify" -d 'Verify a request, and find out why it fails'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "doctor" -d 'Find out why a webhook does not arrive: check its URL, or keys'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "keys" -d 'Show the keys in a JWKS, PEM or DKIM record, and pin them'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "validate" -d 'Validate bodies against the published schemas'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "sample" -d 'Print a body as Postal sends it'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "sign" -d 'Sign a body as Postal does, with the private key of a test'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "schema" -d 'Print a published JSON Schema'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "types" -d 'Print the types of a language, in one file to copy'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "classify" -d 'Say what kind of failure a delivery tells of, and why'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "send" -d 'Send signed requests to a URL, exactly as Postal does'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "mock-postal" -d 'Act as a Postal: publish a key, send events to a URL, and try again those that fail'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "listen" -d 'Verify and print what arrives at a port, forward it, and save it. For development'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "serve" -d 'Receive webhooks: verify each, store it, answer, forward it'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "check-config" -d 'Check a configuration, and show what `serve` would run with it. Nothing starts'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "demo" -d 'Show the receiver at work: no set-up, at most ten seconds, one terminal'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "events" -d 'List, show, follow and export the events that a receiver has stored'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "replay" -d 'Offer stored events to a sink once more'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "quarantine" -d 'List, show and release what verified, and is no event'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "dlq" -d 'List, show, retry and drop dead letters: events that a sink gave up'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "sinks" -d 'List sinks, pause and resume them'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "prune" -d 'Delete now what is old enough, as the receiver does by itself'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "backup" -d 'Copy the store of a receiver to a file, also while it runs'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "health" -d 'Ask whether the receiver is ready: exit code 0 if it is, 1 if not'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "check" -d 'Check the receiver for Nagios: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and not __fish_seen_subcommand_from verify doctor keys validate sample sign schema types classify send mock-postal listen serve check-config demo events replay quarantine dlq sinks prune backup health check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "show" -d 'Print each key with its id and bits, as PEM, JWK and DKIM record'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "fetch" -d 'Fetch the keys of an installation, and print them as a JWKS to save'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "pin" -d 'Print the ids of the keys, for a setting that pins them'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "list" -d 'List events without their bodies, the newest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "show" -d 'Show one event with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "tail" -d 'List the newest events, the oldest of them first, and follow what comes'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from events" -f -a "export" -d 'Write events with headers and bodies, one JSON object a line, the oldest first'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from quarantine" -f -a "list" -d 'List bodies in quarantine, the oldest first, with the reason of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from quarantine" -f -a "show" -d 'Show a body with its headers'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from quarantine" -f -a "release" -d 'Make events of bodies that came late: they are delivered, and kept as if they came now'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "list" -d 'List dead letters with the last error of each'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "show" -d 'Show the event of a dead letter with its headers and its body'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "retry" -d 'Try dead letters again'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "drop" -d 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from sinks" -f -a "pause" -d 'Offer nothing more to a sink, until it is resumed. Its events wait'
complete -c postal-webhooks -n "__fish_postal_webhooks_using_subcommand help; and __fish_seen_subcommand_from sinks" -f -a "resume" -d 'Go on with a sink'
