
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
        'postal-webhooks;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
