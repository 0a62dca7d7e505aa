"""Types of the webhooks of the Postal mail server, of the schemas 1.0.0.

They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
before you parse them: the packages of postal-webhooks do, and read what forks write differently.
"""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t

KnownArbitrary: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Arbitrary` that are known."""

Arbitrary: t.TypeAlias = KnownArbitrary | str
"""An enumeration with a name of Rust's."""

Timestamp: t.TypeAlias = float
"""A point in time."""


_BoxKeys = t.TypedDict(
    "_BoxKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Box(_BoxKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


KnownClone: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Clone` that are known."""

Clone: t.TypeAlias = KnownClone | str
"""An enumeration with a name of Rust's."""

KnownCow: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Cow` that are known."""

Cow: t.TypeAlias = KnownCow | str
"""An enumeration with a name of Rust's."""

KnownD: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `D` that are known."""

D: t.TypeAlias = KnownD | str
"""An enumeration with a name of Rust's."""


_DefaultKeys = t.TypedDict(
    "_DefaultKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Default(_DefaultKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_DeserializeKeys = t.TypedDict(
    "_DeserializeKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Deserialize(_DeserializeKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


KnownDeserializer: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Deserializer` that are known."""

Deserializer: t.TypeAlias = KnownDeserializer | str
"""An enumeration with a name of Rust's."""


class Flag(t.TypedDict):
    """A payload of one boolean."""

    flag: bool
    """A flag."""


_FromKeys = t.TypedDict(
    "_FromKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class From(_FromKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


KnownInto: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Into` that are known."""

Into: t.TypeAlias = KnownInto | str
"""An enumeration with a name of Rust's."""

KnownIterator: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Iterator` that are known."""

Iterator: t.TypeAlias = KnownIterator | str
"""An enumeration with a name of Rust's."""


_JsonSchemaKeys = t.TypedDict(
    "_JsonSchemaKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class JsonSchema(_JsonSchemaKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


class Message(t.TypedDict):
    """An object that accessors lead to."""

    id: int
    """A number."""


KnownServer: t.TypeAlias = t.Literal[
    "a",
]
"""The values of `Server` that are known."""

Server: t.TypeAlias = KnownServer | str
"""An enumeration with the name of an object of Postal's."""


_KeywordsKeys = t.TypedDict(
    "_KeywordsKeys",
    {
        # A key.
        "async": t.NotRequired[bool],
        # A key.
        "try": t.NotRequired[bool],
        # A key.
        "yield": t.NotRequired[bool],
        # A key.
        "Some": t.NotRequired[bool],
        # A key.
        "None": t.NotRequired[bool],
    },
)


class Keywords(_KeywordsKeys):
    """Keys that are words of Rust or of the generated code."""

    message: Message | None
    """A message or null."""

    at: Timestamp | None
    """A time or null."""

    server: t.NotRequired[Server]
    """An enumeration, sometimes absent."""

    self: t.NotRequired[bool]
    """A key."""

    super: t.NotRequired[bool]
    """A key."""

    crate: t.NotRequired[bool]
    """A key."""

    type: t.NotRequired[bool]
    """A key."""

    gen: t.NotRequired[bool]
    """A key."""

    dyn: t.NotRequired[bool]
    """A key."""

    payload: t.NotRequired[bool]
    """A key."""

    event: t.NotRequired[bool]
    """A key."""

    values: t.NotRequired[bool]
    """A key."""

    string: t.NotRequired[bool]
    """A key."""

    uuid: t.NotRequired[bool]
    """A key."""

    deserializer: t.NotRequired[bool]
    """A key."""

    serializer: t.NotRequired[bool]
    """A key."""

    value: t.NotRequired[bool]
    """A key."""

    abstract: t.NotRequired[bool]
    """A key."""

    box: t.NotRequired[bool]
    """A key."""

    r: t.NotRequired[bool]
    """A key."""

    f: t.NotRequired[bool]
    """A key."""

    macro_rules: t.NotRequired[bool]
    """A key."""

    union: t.NotRequired[bool]
    """A key."""

    key: t.NotRequired[str]
    """A word of the hand-written code."""

    object: t.NotRequired[str]
    """A word of the hand-written code."""

    name: t.NotRequired[str]
    """A word of the hand-written code."""

    map: t.NotRequired[str]
    """A word of the hand-written code."""

    seed: t.NotRequired[str]
    """A word of the hand-written code."""

    visitor: t.NotRequired[str]
    """A word of the hand-written code."""

    error: t.NotRequired[str]
    """A word of the hand-written code."""

    result: t.NotRequired[str]
    """A word of the hand-written code."""

    field: t.NotRequired[str]
    """A word of the hand-written code."""

    index: t.NotRequired[str]
    """A word of the hand-written code."""

    other: t.NotRequired[str]
    """A word of the hand-written code."""

    new: t.NotRequired[str]
    """A word of the hand-written code."""

    known: t.NotRequired[str]
    """A word of the hand-written code."""

    a: t.NotRequired[str]
    """A word of the hand-written code."""

    d: t.NotRequired[str]
    """A word of the hand-written code."""

    e: t.NotRequired[str]
    """A word of the hand-written code."""

    de: t.NotRequired[str]
    """A word of the hand-written code."""

    kind: t.NotRequired[str]
    """A word of the hand-written code."""

    data: t.NotRequired[str]
    """A word of the hand-written code."""


KnownMany: t.TypeAlias = t.Literal[
    "v0",
    "v1",
    "v2",
    "v3",
    "v4",
    "v5",
    "v6",
    "v7",
    "v8",
    "v9",
    "v10",
    "v11",
    "v12",
    "v13",
    "v14",
    "v15",
    "v16",
    "v17",
    "v18",
    "v19",
    "v20",
    "v21",
    "v22",
    "v23",
    "v24",
    "v25",
    "v26",
    "v27",
    "v28",
    "v29",
    "v30",
    "v31",
    "v32",
    "v33",
    "v34",
    "v35",
    "v36",
    "v37",
    "v38",
    "v39",
    "v40",
    "v41",
    "v42",
    "v43",
    "v44",
    "v45",
    "v46",
    "v47",
    "v48",
    "v49",
    "v50",
    "v51",
    "v52",
    "v53",
    "v54",
    "v55",
    "v56",
    "v57",
    "v58",
    "v59",
    "v60",
    "v61",
    "v62",
    "v63",
    "v64",
    "v65",
    "v66",
    "v67",
    "v68",
    "v69",
    "v70",
    "v71",
    "v72",
    "v73",
    "v74",
    "v75",
    "v76",
    "v77",
    "v78",
    "v79",
    "v80",
    "v81",
    "v82",
    "v83",
    "v84",
    "v85",
    "v86",
    "v87",
    "v88",
    "v89",
    "v90",
    "v91",
    "v92",
    "v93",
    "v94",
    "v95",
    "v96",
    "v97",
    "v98",
    "v99",
    "v100",
    "v101",
    "v102",
    "v103",
    "v104",
    "v105",
    "v106",
    "v107",
    "v108",
    "v109",
    "v110",
    "v111",
    "v112",
    "v113",
    "v114",
    "v115",
    "v116",
    "v117",
    "v118",
    "v119",
    "v120",
    "v121",
    "v122",
    "v123",
    "v124",
    "v125",
    "v126",
    "v127",
    "v128",
    "v129",
    "v130",
    "v131",
    "v132",
    "v133",
    "v134",
    "v135",
    "v136",
    "v137",
    "v138",
    "v139",
    "v140",
    "v141",
    "v142",
    "v143",
    "v144",
    "v145",
    "v146",
    "v147",
    "v148",
    "v149",
    "v150",
    "v151",
    "v152",
    "v153",
    "v154",
    "v155",
    "v156",
    "v157",
    "v158",
    "v159",
    "v160",
    "v161",
    "v162",
    "v163",
    "v164",
    "v165",
    "v166",
    "v167",
    "v168",
    "v169",
    "v170",
    "v171",
    "v172",
    "v173",
    "v174",
    "v175",
    "v176",
    "v177",
    "v178",
    "v179",
    "v180",
    "v181",
    "v182",
    "v183",
    "v184",
    "v185",
    "v186",
    "v187",
    "v188",
    "v189",
    "v190",
    "v191",
    "v192",
    "v193",
    "v194",
    "v195",
    "v196",
    "v197",
    "v198",
    "v199",
]
"""The values of `Many` that are known."""

Many: t.TypeAlias = KnownMany | str
"""More values than a macro can recurse."""

KnownNullable: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Nullable` that are known."""

Nullable: t.TypeAlias = KnownNullable | str
"""An enumeration with a name of Rust's."""

KnownOdd: t.TypeAlias = t.Literal[
    "a\"b",
    "back\\slash",
    "tick`",
    "two words ",
    "<b>",
    "*/y",
    "\\u0041",
    "{c}",
    "x",
    "1",
]
"""The values of `Odd` that are known."""

Odd: t.TypeAlias = KnownOdd | str
"""Values that are hard to write."""


_OkKeys = t.TypedDict(
    "_OkKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Ok(_OkKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_OpenVisitorKeys = t.TypedDict(
    "_OpenVisitorKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class OpenVisitor(_OpenVisitorKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_OptionKeys = t.TypedDict(
    "_OptionKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Option(_OptionKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_StrategyKeys = t.TypedDict(
    "_StrategyKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Strategy(_StrategyKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_ValuesKeys = t.TypedDict(
    "_ValuesKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Values(_ValuesKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_UuidKeys = t.TypedDict(
    "_UuidKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Uuid(_UuidKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_ToOwnedKeys = t.TypedDict(
    "_ToOwnedKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class ToOwned(_ToOwnedKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_SendKeys = t.TypedDict(
    "_SendKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class Send(_SendKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


_SKeys = t.TypedDict(
    "_SKeys",
    {
        # A list.
        "list": list[str | None],
    },
)


class S(_SKeys):
    """An object with a name of Rust's."""

    text: str
    """A string."""

    id: str
    """A UUID."""

    none: str | None
    """A string or null."""

    at: Timestamp | None
    """A time or null."""

    maybe: t.NotRequired[str]
    """A string, sometimes absent."""


KnownUnion: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Union` that are known."""

Union: t.TypeAlias = KnownUnion | str
"""An enumeration with a name of Rust's."""

KnownResult: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Result` that are known."""

Result: t.TypeAlias = KnownResult | str
"""An enumeration with a name of Rust's."""

KnownVec: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Vec` that are known."""

Vec: t.TypeAlias = KnownVec | str
"""An enumeration with a name of Rust's."""

KnownSome: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Some` that are known."""

Some: t.TypeAlias = KnownSome | str
"""An enumeration with a name of Rust's."""

KnownSerialize: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Serialize` that are known."""

Serialize: t.TypeAlias = KnownSerialize | str
"""An enumeration with a name of Rust's."""

KnownValue: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `Value` that are known."""

Value: t.TypeAlias = KnownValue | str
"""An enumeration with a name of Rust's."""

KnownString: t.TypeAlias = t.Literal[
    "strategy",
    "parameters",
    "self",
    "err",
    "KNOWN",
]
"""The values of `String` that are known."""

String: t.TypeAlias = KnownString | str
"""An enumeration with a name of Rust's."""


_PreludeKeys = t.TypedDict(
    "_PreludeKeys",
    {
        # One of them, or absent.
        "from": t.NotRequired[From],
    },
)


class Prelude(_PreludeKeys):
    """A value of each type with a name of Rust's."""

    strategy: t.NotRequired[Strategy]
    """One of them, or absent."""

    values: t.NotRequired[Values]
    """One of them, or absent."""

    option: t.NotRequired[Option]
    """One of them, or absent."""

    box: t.NotRequired[Box]
    """One of them, or absent."""

    uuid: t.NotRequired[Uuid]
    """One of them, or absent."""

    ok: t.NotRequired[Ok]
    """One of them, or absent."""

    deserialize: t.NotRequired[Deserialize]
    """One of them, or absent."""

    jsonschema: t.NotRequired[JsonSchema]
    """One of them, or absent."""

    toowned: t.NotRequired[ToOwned]
    """One of them, or absent."""

    default: t.NotRequired[Default]
    """One of them, or absent."""

    send: t.NotRequired[Send]
    """One of them, or absent."""

    openvisitor: t.NotRequired[OpenVisitor]
    """One of them, or absent."""

    s: t.NotRequired[S]
    """One of them, or absent."""

    into: t.NotRequired[Into]
    """One of them, or absent."""

    union: t.NotRequired[Union]
    """One of them, or absent."""

    arbitrary: t.NotRequired[Arbitrary]
    """One of them, or absent."""

    result: t.NotRequired[Result]
    """One of them, or absent."""

    vec: t.NotRequired[Vec]
    """One of them, or absent."""

    some: t.NotRequired[Some]
    """One of them, or absent."""

    serialize: t.NotRequired[Serialize]
    """One of them, or absent."""

    deserializer: t.NotRequired[Deserializer]
    """One of them, or absent."""

    cow: t.NotRequired[Cow]
    """One of them, or absent."""

    iterator: t.NotRequired[Iterator]
    """One of them, or absent."""

    clone: t.NotRequired[Clone]
    """One of them, or absent."""

    value: t.NotRequired[Value]
    """One of them, or absent."""

    nullable: t.NotRequired[Nullable]
    """One of them, or absent."""

    d: t.NotRequired[D]
    """One of them, or absent."""

    string: t.NotRequired[String]
    """One of them, or absent."""


class Wide(t.TypedDict):
    """An object of 150 keys."""

    k0: str
    """A key."""

    k1: bool | None
    """A key."""

    k2: int
    """A key."""

    k3: Many
    """A key."""

    k4: Odd | None
    """A key."""

    k5: str
    """A key."""

    k6: bool | None
    """A key."""

    k7: int
    """A key."""

    k8: Many
    """A key."""

    k9: Odd | None
    """A key."""

    k10: str
    """A key."""

    k11: bool | None
    """A key."""

    k12: int
    """A key."""

    k13: Many
    """A key."""

    k14: Odd | None
    """A key."""

    k15: str
    """A key."""

    k16: bool | None
    """A key."""

    k17: int
    """A key."""

    k18: Many
    """A key."""

    k19: Odd | None
    """A key."""

    k20: str
    """A key."""

    k21: bool | None
    """A key."""

    k22: int
    """A key."""

    k23: Many
    """A key."""

    k24: Odd | None
    """A key."""

    k25: str
    """A key."""

    k26: bool | None
    """A key."""

    k27: int
    """A key."""

    k28: Many
    """A key."""

    k29: Odd | None
    """A key."""

    k30: str
    """A key."""

    k31: bool | None
    """A key."""

    k32: int
    """A key."""

    k33: Many
    """A key."""

    k34: Odd | None
    """A key."""

    k35: str
    """A key."""

    k36: bool | None
    """A key."""

    k37: int
    """A key."""

    k38: Many
    """A key."""

    k39: Odd | None
    """A key."""

    k40: str
    """A key."""

    k41: bool | None
    """A key."""

    k42: int
    """A key."""

    k43: Many
    """A key."""

    k44: Odd | None
    """A key."""

    k45: str
    """A key."""

    k46: bool | None
    """A key."""

    k47: int
    """A key."""

    k48: Many
    """A key."""

    k49: Odd | None
    """A key."""

    k50: str
    """A key."""

    k51: bool | None
    """A key."""

    k52: int
    """A key."""

    k53: Many
    """A key."""

    k54: Odd | None
    """A key."""

    k55: str
    """A key."""

    k56: bool | None
    """A key."""

    k57: int
    """A key."""

    k58: Many
    """A key."""

    k59: Odd | None
    """A key."""

    k60: str
    """A key."""

    k61: bool | None
    """A key."""

    k62: int
    """A key."""

    k63: Many
    """A key."""

    k64: Odd | None
    """A key."""

    k65: str
    """A key."""

    k66: bool | None
    """A key."""

    k67: int
    """A key."""

    k68: Many
    """A key."""

    k69: Odd | None
    """A key."""

    k70: str
    """A key."""

    k71: bool | None
    """A key."""

    k72: int
    """A key."""

    k73: Many
    """A key."""

    k74: Odd | None
    """A key."""

    k75: str
    """A key."""

    k76: bool | None
    """A key."""

    k77: int
    """A key."""

    k78: Many
    """A key."""

    k79: Odd | None
    """A key."""

    k80: str
    """A key."""

    k81: bool | None
    """A key."""

    k82: int
    """A key."""

    k83: Many
    """A key."""

    k84: Odd | None
    """A key."""

    k85: str
    """A key."""

    k86: bool | None
    """A key."""

    k87: int
    """A key."""

    k88: Many
    """A key."""

    k89: Odd | None
    """A key."""

    k90: str
    """A key."""

    k91: bool | None
    """A key."""

    k92: int
    """A key."""

    k93: Many
    """A key."""

    k94: Odd | None
    """A key."""

    k95: str
    """A key."""

    k96: bool | None
    """A key."""

    k97: int
    """A key."""

    k98: Many
    """A key."""

    k99: Odd | None
    """A key."""

    k100: str
    """A key."""

    k101: bool | None
    """A key."""

    k102: int
    """A key."""

    k103: Many
    """A key."""

    k104: Odd | None
    """A key."""

    k105: str
    """A key."""

    k106: bool | None
    """A key."""

    k107: int
    """A key."""

    k108: Many
    """A key."""

    k109: Odd | None
    """A key."""

    k110: str
    """A key."""

    k111: bool | None
    """A key."""

    k112: int
    """A key."""

    k113: Many
    """A key."""

    k114: Odd | None
    """A key."""

    k115: str
    """A key."""

    k116: bool | None
    """A key."""

    k117: int
    """A key."""

    k118: Many
    """A key."""

    k119: Odd | None
    """A key."""

    k120: str
    """A key."""

    k121: bool | None
    """A key."""

    k122: int
    """A key."""

    k123: Many
    """A key."""

    k124: Odd | None
    """A key."""

    k125: str
    """A key."""

    k126: bool | None
    """A key."""

    k127: int
    """A key."""

    k128: Many
    """A key."""

    k129: Odd | None
    """A key."""

    k130: str
    """A key."""

    k131: bool | None
    """A key."""

    k132: int
    """A key."""

    k133: Many
    """A key."""

    k134: Odd | None
    """A key."""

    k135: str
    """A key."""

    k136: bool | None
    """A key."""

    k137: int
    """A key."""

    k138: Many
    """A key."""

    k139: Odd | None
    """A key."""

    k140: str
    """A key."""

    k141: bool | None
    """A key."""

    k142: int
    """A key."""

    k143: Many
    """A key."""

    k144: Odd | None
    """A key."""

    k145: str
    """A key."""

    k146: bool | None
    """A key."""

    k147: int
    """A key."""

    k148: Many
    """A key."""

    k149: Odd | None
    """A key."""


class ErrWebhook(t.TypedDict):
    """Sent with nulls."""

    event: t.Literal["Err"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Keywords
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class KnownWebhook_(t.TypedDict):
    """Sent with 150 keys."""

    event: t.Literal["Known"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Wide
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class ParametersWebhook(t.TypedDict):
    """Sent with a narrowed key that can be absent."""

    event: t.Literal["Parameters"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Keywords
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class SelfWebhook(t.TypedDict):
    """Sent with a keyword as its name."""

    event: t.Literal["Self"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Flag
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class StrategyWebhook(t.TypedDict):
    """Sent with a name of the generated code."""

    event: t.Literal["Strategy"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Prelude
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class UnknownWebhook(t.TypedDict):
    """An event that this version does not know.

    A fork of Postal has some of its own, and a later version may.
    """

    event: str
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: dict[str, t.Any]
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


KnownEventName: t.TypeAlias = t.Literal[
    "Err",
    "Known",
    "Parameters",
    "Self",
    "Strategy",
]
"""The names of the events that are known."""

EventName: t.TypeAlias = KnownEventName | str
"""The name of an event."""

KnownWebhook: t.TypeAlias = (
    ErrWebhook
    | KnownWebhook_
    | ParametersWebhook
    | SelfWebhook
    | StrategyWebhook
)
"""An event that is known: narrow it by `event`."""

Webhook: t.TypeAlias = KnownWebhook | UnknownWebhook
"""The body of a webhook request of the Postal mail server: an event in its envelope."""

__all__ = [
    "Arbitrary",
    "Box",
    "Clone",
    "Cow",
    "D",
    "Default",
    "Deserialize",
    "Deserializer",
    "ErrWebhook",
    "EventName",
    "Flag",
    "From",
    "Into",
    "Iterator",
    "JsonSchema",
    "Keywords",
    "KnownArbitrary",
    "KnownClone",
    "KnownCow",
    "KnownD",
    "KnownDeserializer",
    "KnownEventName",
    "KnownInto",
    "KnownIterator",
    "KnownMany",
    "KnownNullable",
    "KnownOdd",
    "KnownResult",
    "KnownSerialize",
    "KnownServer",
    "KnownSome",
    "KnownString",
    "KnownUnion",
    "KnownValue",
    "KnownVec",
    "KnownWebhook",
    "KnownWebhook_",
    "Many",
    "Message",
    "Nullable",
    "Odd",
    "Ok",
    "OpenVisitor",
    "Option",
    "ParametersWebhook",
    "Prelude",
    "Result",
    "S",
    "SelfWebhook",
    "Send",
    "Serialize",
    "Server",
    "Some",
    "Strategy",
    "StrategyWebhook",
    "String",
    "Timestamp",
    "ToOwned",
    "Union",
    "UnknownWebhook",
    "Uuid",
    "Value",
    "Values",
    "Vec",
    "Webhook",
    "Wide",
]
