<?php
// Whether Postal signed a body.

/** Whether Postal signed the body: its bytes as they came, and the header X-Postal-Signature-256. */
function isFromPostal(string $body, ?string $signature, string $pem): bool
{
    $bytes = base64_decode($signature ?? '', true);
    return $bytes !== false && openssl_verify($body, $bytes, $pem, OPENSSL_ALGO_SHA256) === 1;
}
