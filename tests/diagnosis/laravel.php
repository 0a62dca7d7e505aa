<?php
// What Laravel's middleware TrimStrings and ConvertEmptyStringsToNull do to the input, written again.
$change = function ($value) use (&$change) {
    if (is_string($value)) {
        $value = trim($value);
        return $value === '' ? null : $value;
    }
    return is_object($value) ? (object) array_map($change, (array) $value) : $value;
};
ini_set('serialize_precision', '-1');
echo json_encode($change(json_decode(stream_get_contents(STDIN))));
