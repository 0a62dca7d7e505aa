
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'postal-webhooks' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'postal-webhooks'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'postal-webhooks' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a request, and find out why it fails')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Find out why a webhook does not arrive: check its URL, or keys')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Show the keys in a JWKS, PEM or DKIM record, and pin them')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Validate bodies against the published schemas')
            [CompletionResult]::new('sample', 'sample', [CompletionResultType]::ParameterValue, 'Print a body as Postal sends it')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a body as Postal does, with the private key of a test')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a published JSON Schema')
            [CompletionResult]::new('types', 'types', [CompletionResultType]::ParameterValue, 'Print the types of a language, in one file to copy')
            [CompletionResult]::new('classify', 'classify', [CompletionResultType]::ParameterValue, 'Say what kind of failure a delivery tells of, and why')
            [CompletionResult]::new('send', 'send', [CompletionResultType]::ParameterValue, 'Send signed requests to a URL, exactly as Postal does')
            [CompletionResult]::new('mock-postal', 'mock-postal', [CompletionResultType]::ParameterValue, 'Act as a Postal: publish a key, send events to a URL, and try again those that fail')
            [CompletionResult]::new('listen', 'listen', [CompletionResultType]::ParameterValue, 'Verify and print what arrives at a port, forward it, and save it. For development')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Receive webhooks: verify each, store it, answer, forward it')
            [CompletionResult]::new('check-config', 'check-config', [CompletionResultType]::ParameterValue, 'Check a configuration, and show what `serve` would run with it. Nothing starts')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the receiver at work: no set-up, at most ten seconds, one terminal')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'List, show, follow and export the events that a receiver has stored')
            [CompletionResult]::new('replay', 'replay', [CompletionResultType]::ParameterValue, 'Offer stored events to a sink once more')
            [CompletionResult]::new('quarantine', 'quarantine', [CompletionResultType]::ParameterValue, 'List, show and release what verified, and is no event')
            [CompletionResult]::new('dlq', 'dlq', [CompletionResultType]::ParameterValue, 'List, show, retry and drop dead letters: events that a sink gave up')
            [CompletionResult]::new('sinks', 'sinks', [CompletionResultType]::ParameterValue, 'List sinks, pause and resume them')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete now what is old enough, as the receiver does by itself')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Copy the store of a receiver to a file, also while it runs')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask whether the receiver is ready: exit code 0 if it is, 1 if not')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the receiver for Nagios: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;verify' {
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Keys: the URL of Postal''s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'A header of the request; more than once for more of them')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header of the request; more than once for more of them')
            [CompletionResult]::new('--request', '--request', [CompletionResultType]::ParameterName, 'A captured request, a HAR file, an event of API Gateway, or a folder of them')
            [CompletionResult]::new('--allow-insecure-sha1', '--allow-insecure-sha1', [CompletionResultType]::ParameterName, 'Accept SHA-1 signatures where there is no SHA-256 one. Insecure')
            [CompletionResult]::new('--allow-insecure-short-keys', '--allow-insecure-short-keys', [CompletionResultType]::ParameterName, 'Accept keys under 2048 bits. Insecure')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;doctor' {
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Check these keys too: the URL of Postal''s web interface, or another source')
            [CompletionResult]::new('--replay', '--replay', [CompletionResultType]::ParameterName, 'Send a captured request as it was, with a byte changed, and without its signatures. The handler takes the first for a genuine event that comes again')
            [CompletionResult]::new('--large', '--large', [CompletionResultType]::ParameterName, 'Send an event as long as Postal''s longest too, about 400 KB')
            [CompletionResult]::new('--postal-sql', '--postal-sql', [CompletionResultType]::ParameterName, 'Print how to look into Postal''s database, and how to run doctor where its worker runs')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;keys' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print each key with its id and bits, as PEM, JWK and DKIM record')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the keys of an installation, and print them as a JWKS to save')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Print the ids of the keys, for a setting that pins them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;keys;show' {
            [CompletionResult]::new('--form', '--form', [CompletionResultType]::ParameterName, 'Print one form alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;keys;fetch' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;keys;pin' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;keys;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print each key with its id and bits, as PEM, JWK and DKIM record')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the keys of an installation, and print them as a JWKS to save')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Print the ids of the keys, for a setting that pins them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;keys;help;show' {
            break
        }
        'postal-webhooks;keys;help;fetch' {
            break
        }
        'postal-webhooks;keys;help;pin' {
            break
        }
        'postal-webhooks;keys;help;help' {
            break
        }
        'postal-webhooks;validate' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '`tolerant` for receivers, `strict` for tests and senders')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Say what Postal sends in each place that is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name the valid bodies too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name the valid bodies too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;sample' {
            [CompletionResult]::new('--case', '--case', [CompletionResultType]::ParameterName, 'What the body shows')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a key to a text: `--set payload.message.to=a@example.com`')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Set a key to a value of JSON: `--set-json payload.message.id=5`')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Print so many, one a line, each with a uuid of its own')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the uuids are made from: the same number gives the same ones')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the events and cases')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;sign' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The private key: a PEM file, `-` or `env:NAME`. `openssl genpkey -algorithm RSA` makes one')
            [CompletionResult]::new('--form', '--form', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Where the request goes, for `--form curl` and `--form request`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;schema' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'What the schema is for')
            [CompletionResult]::new('--draft', '--draft', [CompletionResultType]::ParameterName, 'The draft of JSON Schema')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The schema of the payload of the event alone, without its envelope')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;types' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write them to this file, which is replaced at once. Java asks for the name `PostalWebhooks.java`')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write them to this file, which is replaced at once. Java asks for the name `PostalWebhooks.java`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;classify' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The `output` of a delivery: what the mail server said')
            [CompletionResult]::new('--details', '--details', [CompletionResultType]::ParameterName, 'The `details` of a delivery: what Postal said')
            [CompletionResult]::new('--texts', '--texts', [CompletionResultType]::ParameterName, 'Each line of the files is an `output`, as text or as a JSON string, and not an event')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;send' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The private key: a PEM file, `-` or `env:NAME`. Without it, a fresh key signs')
            [CompletionResult]::new('--jwks', '--jwks', [CompletionResultType]::ParameterName, 'Write the public key as a JWKS to this file, before anything is sent')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Send an example, `MessageSent` or `MessageSent/nulls`; more than once for more of them, `all` for all. By default those that every serialiser changes')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'Send the bytes of a file; more than once for more of them')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Send so many events. From the second round on, each body has a uuid of its own')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the uuids are made from: the same number gives the same ones')
            [CompletionResult]::new('--replay', '--replay', [CompletionResultType]::ParameterName, 'Send captured requests again, headers and body as they were: a file, or a folder of them')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Begin so many requests in a second at most')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Send so many requests at once')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Do something wrong on purpose, besides each right request; more than once for more faults')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the requests, and send nothing')
            [CompletionResult]::new('--curl', '--curl', [CompletionResultType]::ParameterName, 'Print a command of curl for each request, and send nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;mock-postal' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The private key: a PEM file, `-` or `env:NAME`. Without it, a fresh key signs')
            [CompletionResult]::new('--jwks', '--jwks', [CompletionResultType]::ParameterName, 'Write the public key as a JWKS to this file, before anything is sent')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Send an example, `MessageSent` or `MessageSent/nulls`; more than once for more of them, `all` for all. By default those that every serialiser changes')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'Send the bytes of a file; more than once for more of them')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Send so many events. From the second round on, each body has a uuid of its own')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the uuids are made from: the same number gives the same ones')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Where the JWKS is published. Port 0 is one that is free')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Begin so many events in a second at most')
            [CompletionResult]::new('--time-scale', '--time-scale', [CompletionResultType]::ParameterName, 'Let the time between attempts pass so many times faster')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Send so many requests at once')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'Wait so many seconds after `ready` before the first event')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;listen' {
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Keys: the URL of Postal''s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where to listen. Port 0 is one that is free')
            [CompletionResult]::new('--forward', '--forward', [CompletionResultType]::ParameterName, 'Send what verified on to this URL: headers and body as they came')
            [CompletionResult]::new('--save', '--save', [CompletionResultType]::ParameterName, 'Save each request to this folder, for `verify --request` and `send --replay`')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'End after so many requests')
            [CompletionResult]::new('--allow-unverified', '--allow-unverified', [CompletionResultType]::ParameterName, 'Answer what does not verify with 200, and print it with the word UNVERIFIED. Insecure')
            [CompletionResult]::new('--allow-insecure-sha1', '--allow-insecure-sha1', [CompletionResultType]::ParameterName, 'Accept SHA-1 signatures where there is no SHA-256 one. Insecure')
            [CompletionResult]::new('--allow-insecure-short-keys', '--allow-insecure-short-keys', [CompletionResultType]::ParameterName, 'Accept keys under 2048 bits. Insecure')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;serve' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it')
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Keys: the URL of Postal''s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store: a file, which is made if it is not there, or the URL of PostgreSQL; `env:NAME` for one with a password [default: postal-webhooks.db]')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where to listen; port 0 is one that is free [default: 127.0.0.1:8000]')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Where health, metrics and the API are, or `off` [default: 127.0.0.1:8001]')
            [CompletionResult]::new('--forward', '--forward', [CompletionResultType]::ParameterName, 'Forward each event to this URL; `env:NAME` for one with a password')
            [CompletionResult]::new('--log', '--log', [CompletionResultType]::ParameterName, 'How the lines on standard error look: `text` or `json` [default: text]')
            [CompletionResult]::new('--print', '--print', [CompletionResultType]::ParameterName, 'Print each event on standard output, an object a line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;check-config' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it')
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Keys: the URL of Postal''s web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, PEM or a DKIM record')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store: a file, which is made if it is not there, or the URL of PostgreSQL; `env:NAME` for one with a password [default: postal-webhooks.db]')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where to listen; port 0 is one that is free [default: 127.0.0.1:8000]')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Where health, metrics and the API are, or `off` [default: 127.0.0.1:8001]')
            [CompletionResult]::new('--forward', '--forward', [CompletionResultType]::ParameterName, 'Forward each event to this URL; `env:NAME` for one with a password')
            [CompletionResult]::new('--log', '--log', [CompletionResultType]::ParameterName, 'How the lines on standard error look: `text` or `json` [default: text]')
            [CompletionResult]::new('--print', '--print', [CompletionResultType]::ParameterName, 'Print each event on standard output, an object a line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;demo' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Stay open at the end until Ctrl-C, and print the address of the view')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;events' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events without their bodies, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one event with its headers and its body')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'List the newest events, the oldest of them first, and follow what comes')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write events with headers and bodies, one JSON object a line, the oldest first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;events;list' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`')
            [CompletionResult]::new('--seq', '--seq', [CompletionResultType]::ParameterName, 'Sequences: `5`, `5..9` with both ends, `5..`')
            [CompletionResult]::new('--uuid', '--uuid', [CompletionResultType]::ParameterName, 'With this uuid. Can be repeated')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Of this name: `MessageSent`. Can be repeated')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'From this source. Can be repeated')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'The most events')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;events;show' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--raw', '--raw', [CompletionResultType]::ParameterName, 'Print the body alone, to the byte')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;events;tail' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`')
            [CompletionResult]::new('--seq', '--seq', [CompletionResultType]::ParameterName, 'Sequences: `5`, `5..9` with both ends, `5..`')
            [CompletionResult]::new('--uuid', '--uuid', [CompletionResultType]::ParameterName, 'With this uuid. Can be repeated')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Of this name: `MessageSent`. Can be repeated')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'From this source. Can be repeated')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'The most events to begin with')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'The most events to begin with')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with what comes, until Ctrl-C')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with what comes, until Ctrl-C')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;events;export' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`')
            [CompletionResult]::new('--seq', '--seq', [CompletionResultType]::ParameterName, 'Sequences: `5`, `5..9` with both ends, `5..`')
            [CompletionResult]::new('--uuid', '--uuid', [CompletionResultType]::ParameterName, 'With this uuid. Can be repeated')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Of this name: `MessageSent`. Can be repeated')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'From this source. Can be repeated')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to this file, which is whole or not there. Standard output without it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to this file, which is whole or not there. Standard output without it')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;events;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events without their bodies, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one event with its headers and its body')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'List the newest events, the oldest of them first, and follow what comes')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write events with headers and bodies, one JSON object a line, the oldest first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;events;help;list' {
            break
        }
        'postal-webhooks;events;help;show' {
            break
        }
        'postal-webhooks;events;help;tail' {
            break
        }
        'postal-webhooks;events;help;export' {
            break
        }
        'postal-webhooks;events;help;help' {
            break
        }
        'postal-webhooks;replay' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The sink')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Received since a time, or for so long: `2026-01-31T12:00:00Z`, `90m`, `7d`')
            [CompletionResult]::new('--seq', '--seq', [CompletionResultType]::ParameterName, 'Sequences: `5`, `5..9` with both ends, `5..`')
            [CompletionResult]::new('--uuid', '--uuid', [CompletionResultType]::ParameterName, 'With this uuid. Can be repeated')
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Of this name: `MessageSent`. Can be repeated')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'From this source. Can be repeated')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;quarantine' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List bodies in quarantine, the oldest first, with the reason of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a body with its headers')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Make events of bodies that came late: they are delivered, and kept as if they came now')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;quarantine;list' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;quarantine;show' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--raw', '--raw', [CompletionResultType]::ParameterName, 'Print the body alone, to the byte')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;quarantine;release' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;quarantine;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List bodies in quarantine, the oldest first, with the reason of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a body with its headers')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Make events of bodies that came late: they are delivered, and kept as if they came now')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;quarantine;help;list' {
            break
        }
        'postal-webhooks;quarantine;help;show' {
            break
        }
        'postal-webhooks;quarantine;help;release' {
            break
        }
        'postal-webhooks;quarantine;help;help' {
            break
        }
        'postal-webhooks;dlq' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List dead letters with the last error of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the event of a dead letter with its headers and its body')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Try dead letters again')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;dlq;list' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--sink', '--sink', [CompletionResultType]::ParameterName, 'Of this sink alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;dlq;show' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--raw', '--raw', [CompletionResultType]::ParameterName, 'Print the body alone, to the byte')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;dlq;retry' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this sink')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;dlq;drop' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this sink')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;dlq;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List dead letters with the last error of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the event of a dead letter with its headers and its body')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Try dead letters again')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;dlq;help;list' {
            break
        }
        'postal-webhooks;dlq;help;show' {
            break
        }
        'postal-webhooks;dlq;help;retry' {
            break
        }
        'postal-webhooks;dlq;help;drop' {
            break
        }
        'postal-webhooks;dlq;help;help' {
            break
        }
        'postal-webhooks;sinks' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Offer nothing more to a sink, until it is resumed. Its events wait')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Go on with a sink')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;sinks;pause' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;sinks;resume' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'postal-webhooks;sinks;help' {
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Offer nothing more to a sink, until it is resumed. Its events wait')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Go on with a sink')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;sinks;help;pause' {
            break
        }
        'postal-webhooks;sinks;help;resume' {
            break
        }
        'postal-webhooks;sinks;help;help' {
            break
        }
        'postal-webhooks;prune' {
            [CompletionResult]::new('--keep-events', '--keep-events', [CompletionResultType]::ParameterName, 'How long events are kept, instead of what is configured: `12h`, `7d`; an hour at least')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be touched')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;backup' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Check the copy before it takes its place: that it is sound, and has each event that the store has')
            [CompletionResult]::new('--verify-only', '--verify-only', [CompletionResultType]::ParameterName, 'Make none, and check the one that is there')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;health' {
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;check' {
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or `env:NAME` or `file:PATH` where the URL is')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'The admin port of the receiver that runs')
            [CompletionResult]::new('--admin-password', '--admin-password', [CompletionResultType]::ParameterName, 'Its password: `env:NAME` or `file:PATH`')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The oldest event that a sink has not come to: WARNING from this age on')
            [CompletionResult]::new('--warning', '--warning', [CompletionResultType]::ParameterName, 'The oldest event that a sink has not come to: WARNING from this age on')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The oldest event that a sink has not come to: CRITICAL from this age on')
            [CompletionResult]::new('--critical', '--critical', [CompletionResultType]::ParameterName, 'The oldest event that a sink has not come to: CRITICAL from this age on')
            [CompletionResult]::new('--received-within', '--received-within', [CompletionResultType]::ParameterName, 'CRITICAL if no event came for so long')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object a line on standard output, in every case')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'postal-webhooks;help' {
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a request, and find out why it fails')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Find out why a webhook does not arrive: check its URL, or keys')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Show the keys in a JWKS, PEM or DKIM record, and pin them')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Validate bodies against the published schemas')
            [CompletionResult]::new('sample', 'sample', [CompletionResultType]::ParameterValue, 'Print a body as Postal sends it')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Sign a body as Postal does, with the private key of a test')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a published JSON Schema')
            [CompletionResult]::new('types', 'types', [CompletionResultType]::ParameterValue, 'Print the types of a language, in one file to copy')
            [CompletionResult]::new('classify', 'classify', [CompletionResultType]::ParameterValue, 'Say what kind of failure a delivery tells of, and why')
            [CompletionResult]::new('send', 'send', [CompletionResultType]::ParameterValue, 'Send signed requests to a URL, exactly as Postal does')
            [CompletionResult]::new('mock-postal', 'mock-postal', [CompletionResultType]::ParameterValue, 'Act as a Postal: publish a key, send events to a URL, and try again those that fail')
            [CompletionResult]::new('listen', 'listen', [CompletionResultType]::ParameterValue, 'Verify and print what arrives at a port, forward it, and save it. For development')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Receive webhooks: verify each, store it, answer, forward it')
            [CompletionResult]::new('check-config', 'check-config', [CompletionResultType]::ParameterValue, 'Check a configuration, and show what `serve` would run with it. Nothing starts')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the receiver at work: no set-up, at most ten seconds, one terminal')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'List, show, follow and export the events that a receiver has stored')
            [CompletionResult]::new('replay', 'replay', [CompletionResultType]::ParameterValue, 'Offer stored events to a sink once more')
            [CompletionResult]::new('quarantine', 'quarantine', [CompletionResultType]::ParameterValue, 'List, show and release what verified, and is no event')
            [CompletionResult]::new('dlq', 'dlq', [CompletionResultType]::ParameterValue, 'List, show, retry and drop dead letters: events that a sink gave up')
            [CompletionResult]::new('sinks', 'sinks', [CompletionResultType]::ParameterValue, 'List sinks, pause and resume them')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete now what is old enough, as the receiver does by itself')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Copy the store of a receiver to a file, also while it runs')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask whether the receiver is ready: exit code 0 if it is, 1 if not')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the receiver for Nagios: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'postal-webhooks;help;verify' {
            break
        }
        'postal-webhooks;help;doctor' {
            break
        }
        'postal-webhooks;help;keys' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print each key with its id and bits, as PEM, JWK and DKIM record')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the keys of an installation, and print them as a JWKS to save')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Print the ids of the keys, for a setting that pins them')
            break
        }
        'postal-webhooks;help;keys;show' {
            break
        }
        'postal-webhooks;help;keys;fetch' {
            break
        }
        'postal-webhooks;help;keys;pin' {
            break
        }
        'postal-webhooks;help;validate' {
            break
        }
        'postal-webhooks;help;sample' {
            break
        }
        'postal-webhooks;help;sign' {
            break
        }
        'postal-webhooks;help;schema' {
            break
        }
        'postal-webhooks;help;types' {
            break
        }
        'postal-webhooks;help;classify' {
            break
        }
        'postal-webhooks;help;send' {
            break
        }
        'postal-webhooks;help;mock-postal' {
            break
        }
        'postal-webhooks;help;listen' {
            break
        }
        'postal-webhooks;help;serve' {
            break
        }
        'postal-webhooks;help;check-config' {
            break
        }
        'postal-webhooks;help;demo' {
            break
        }
        'postal-webhooks;help;events' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List events without their bodies, the newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one event with its headers and its body')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'List the newest events, the oldest of them first, and follow what comes')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write events with headers and bodies, one JSON object a line, the oldest first')
            break
        }
        'postal-webhooks;help;events;list' {
            break
        }
        'postal-webhooks;help;events;show' {
            break
        }
        'postal-webhooks;help;events;tail' {
            break
        }
        'postal-webhooks;help;events;export' {
            break
        }
        'postal-webhooks;help;replay' {
            break
        }
        'postal-webhooks;help;quarantine' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List bodies in quarantine, the oldest first, with the reason of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a body with its headers')
            [CompletionResult]::new('release', 'release', [CompletionResultType]::ParameterValue, 'Make events of bodies that came late: they are delivered, and kept as if they came now')
            break
        }
        'postal-webhooks;help;quarantine;list' {
            break
        }
        'postal-webhooks;help;quarantine;show' {
            break
        }
        'postal-webhooks;help;quarantine;release' {
            break
        }
        'postal-webhooks;help;dlq' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List dead letters with the last error of each')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the event of a dead letter with its headers and its body')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Try dead letters again')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Forget dead letters: they are not delivered to this sink. The events stay for as long as others')
            break
        }
        'postal-webhooks;help;dlq;list' {
            break
        }
        'postal-webhooks;help;dlq;show' {
            break
        }
        'postal-webhooks;help;dlq;retry' {
            break
        }
        'postal-webhooks;help;dlq;drop' {
            break
        }
        'postal-webhooks;help;sinks' {
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Offer nothing more to a sink, until it is resumed. Its events wait')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Go on with a sink')
            break
        }
        'postal-webhooks;help;sinks;pause' {
            break
        }
        'postal-webhooks;help;sinks;resume' {
            break
        }
        'postal-webhooks;help;prune' {
            break
        }
        'postal-webhooks;help;backup' {
            break
        }
        'postal-webhooks;help;health' {
            break
        }
        'postal-webhooks;help;check' {
            break
        }
        'postal-webhooks;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
