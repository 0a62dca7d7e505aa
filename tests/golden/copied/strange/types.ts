/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
 *
 * They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
 */

/** An enumeration with a name of Rust's. */
export type Arbitrary = KnownArbitrary | (string & {});

/** The values of {@link Arbitrary} that this version knows. */
export type KnownArbitrary =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface Box {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Clone = KnownClone | (string & {});

/** The values of {@link Clone} that this version knows. */
export type KnownClone =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An enumeration with a name of Rust's. */
export type Cow = KnownCow | (string & {});

/** The values of {@link Cow} that this version knows. */
export type KnownCow =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An enumeration with a name of Rust's. */
export type D = KnownD | (string & {});

/** The values of {@link D} that this version knows. */
export type KnownD =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface Default {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An object with a name of Rust's. */
export interface Deserialize {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Deserializer = KnownDeserializer | (string & {});

/** The values of {@link Deserializer} that this version knows. */
export type KnownDeserializer =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** A payload of one boolean. */
export interface Flag {
  /** A flag. */
  flag: boolean;
}

/** An object with a name of Rust's. */
export interface From {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Into = KnownInto | (string & {});

/** The values of {@link Into} that this version knows. */
export type KnownInto =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An enumeration with a name of Rust's. */
export type Iterator = KnownIterator | (string & {});

/** The values of {@link Iterator} that this version knows. */
export type KnownIterator =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface JsonSchema {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** Keys that are words of Rust or of the generated code. */
export interface Keywords {
  /** A message or null. */
  message: Message | null;
  /** A time or null. */
  at: Timestamp | null;
  /** An enumeration, sometimes absent. */
  server?: Server;
  /** A key. */
  self?: boolean;
  /** A key. */
  super?: boolean;
  /** A key. */
  crate?: boolean;
  /** A key. */
  type?: boolean;
  /** A key. */
  async?: boolean;
  /** A key. */
  gen?: boolean;
  /** A key. */
  dyn?: boolean;
  /** A key. */
  try?: boolean;
  /** A key. */
  payload?: boolean;
  /** A key. */
  event?: boolean;
  /** A key. */
  values?: boolean;
  /** A key. */
  string?: boolean;
  /** A key. */
  uuid?: boolean;
  /** A key. */
  deserializer?: boolean;
  /** A key. */
  serializer?: boolean;
  /** A key. */
  value?: boolean;
  /** A key. */
  abstract?: boolean;
  /** A key. */
  yield?: boolean;
  /** A key. */
  box?: boolean;
  /** A key. */
  r?: boolean;
  /** A key. */
  f?: boolean;
  /** A key. */
  macro_rules?: boolean;
  /** A key. */
  union?: boolean;
  /** A key. */
  Some?: boolean;
  /** A key. */
  None?: boolean;
  /** A word of the hand-written code. */
  key?: string;
  /** A word of the hand-written code. */
  object?: string;
  /** A word of the hand-written code. */
  name?: string;
  /** A word of the hand-written code. */
  map?: string;
  /** A word of the hand-written code. */
  seed?: string;
  /** A word of the hand-written code. */
  visitor?: string;
  /** A word of the hand-written code. */
  error?: string;
  /** A word of the hand-written code. */
  result?: string;
  /** A word of the hand-written code. */
  field?: string;
  /** A word of the hand-written code. */
  index?: string;
  /** A word of the hand-written code. */
  other?: string;
  /** A word of the hand-written code. */
  new?: string;
  /** A word of the hand-written code. */
  known?: string;
  /** A word of the hand-written code. */
  a?: string;
  /** A word of the hand-written code. */
  d?: string;
  /** A word of the hand-written code. */
  e?: string;
  /** A word of the hand-written code. */
  de?: string;
  /** A word of the hand-written code. */
  kind?: string;
  /** A word of the hand-written code. */
  data?: string;
}

/** More values than a macro can recurse. */
export type Many = KnownMany | (string & {});

/** The values of {@link Many} that this version knows. */
export type KnownMany =
  | "v0"
  | "v1"
  | "v2"
  | "v3"
  | "v4"
  | "v5"
  | "v6"
  | "v7"
  | "v8"
  | "v9"
  | "v10"
  | "v11"
  | "v12"
  | "v13"
  | "v14"
  | "v15"
  | "v16"
  | "v17"
  | "v18"
  | "v19"
  | "v20"
  | "v21"
  | "v22"
  | "v23"
  | "v24"
  | "v25"
  | "v26"
  | "v27"
  | "v28"
  | "v29"
  | "v30"
  | "v31"
  | "v32"
  | "v33"
  | "v34"
  | "v35"
  | "v36"
  | "v37"
  | "v38"
  | "v39"
  | "v40"
  | "v41"
  | "v42"
  | "v43"
  | "v44"
  | "v45"
  | "v46"
  | "v47"
  | "v48"
  | "v49"
  | "v50"
  | "v51"
  | "v52"
  | "v53"
  | "v54"
  | "v55"
  | "v56"
  | "v57"
  | "v58"
  | "v59"
  | "v60"
  | "v61"
  | "v62"
  | "v63"
  | "v64"
  | "v65"
  | "v66"
  | "v67"
  | "v68"
  | "v69"
  | "v70"
  | "v71"
  | "v72"
  | "v73"
  | "v74"
  | "v75"
  | "v76"
  | "v77"
  | "v78"
  | "v79"
  | "v80"
  | "v81"
  | "v82"
  | "v83"
  | "v84"
  | "v85"
  | "v86"
  | "v87"
  | "v88"
  | "v89"
  | "v90"
  | "v91"
  | "v92"
  | "v93"
  | "v94"
  | "v95"
  | "v96"
  | "v97"
  | "v98"
  | "v99"
  | "v100"
  | "v101"
  | "v102"
  | "v103"
  | "v104"
  | "v105"
  | "v106"
  | "v107"
  | "v108"
  | "v109"
  | "v110"
  | "v111"
  | "v112"
  | "v113"
  | "v114"
  | "v115"
  | "v116"
  | "v117"
  | "v118"
  | "v119"
  | "v120"
  | "v121"
  | "v122"
  | "v123"
  | "v124"
  | "v125"
  | "v126"
  | "v127"
  | "v128"
  | "v129"
  | "v130"
  | "v131"
  | "v132"
  | "v133"
  | "v134"
  | "v135"
  | "v136"
  | "v137"
  | "v138"
  | "v139"
  | "v140"
  | "v141"
  | "v142"
  | "v143"
  | "v144"
  | "v145"
  | "v146"
  | "v147"
  | "v148"
  | "v149"
  | "v150"
  | "v151"
  | "v152"
  | "v153"
  | "v154"
  | "v155"
  | "v156"
  | "v157"
  | "v158"
  | "v159"
  | "v160"
  | "v161"
  | "v162"
  | "v163"
  | "v164"
  | "v165"
  | "v166"
  | "v167"
  | "v168"
  | "v169"
  | "v170"
  | "v171"
  | "v172"
  | "v173"
  | "v174"
  | "v175"
  | "v176"
  | "v177"
  | "v178"
  | "v179"
  | "v180"
  | "v181"
  | "v182"
  | "v183"
  | "v184"
  | "v185"
  | "v186"
  | "v187"
  | "v188"
  | "v189"
  | "v190"
  | "v191"
  | "v192"
  | "v193"
  | "v194"
  | "v195"
  | "v196"
  | "v197"
  | "v198"
  | "v199";

/** An object that accessors lead to. */
export interface Message {
  /** A number. */
  id: number;
}

/** An enumeration with a name of Rust's. */
export type Nullable = KnownNullable | (string & {});

/** The values of {@link Nullable} that this version knows. */
export type KnownNullable =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** Values that are hard to write. */
export type Odd = KnownOdd | (string & {});

/** The values of {@link Odd} that this version knows. */
export type KnownOdd =
  | "a\"b"
  | "back\\slash"
  | "tick`"
  | "two words "
  | "<b>"
  | "*/y"
  | "\\u0041"
  | "{c}"
  | "x"
  | "1";

/** An object with a name of Rust's. */
export interface Ok {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An object with a name of Rust's. */
export interface OpenVisitor {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An object with a name of Rust's. */
export interface Option {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** A value of each type with a name of Rust's. */
export interface Prelude {
  /** One of them, or absent. */
  from?: From;
  /** One of them, or absent. */
  strategy?: Strategy;
  /** One of them, or absent. */
  values?: Values;
  /** One of them, or absent. */
  option?: Option;
  /** One of them, or absent. */
  box?: Box;
  /** One of them, or absent. */
  uuid?: Uuid;
  /** One of them, or absent. */
  ok?: Ok;
  /** One of them, or absent. */
  deserialize?: Deserialize;
  /** One of them, or absent. */
  jsonschema?: JsonSchema;
  /** One of them, or absent. */
  toowned?: ToOwned;
  /** One of them, or absent. */
  default?: Default;
  /** One of them, or absent. */
  send?: Send;
  /** One of them, or absent. */
  openvisitor?: OpenVisitor;
  /** One of them, or absent. */
  s?: S;
  /** One of them, or absent. */
  into?: Into;
  /** One of them, or absent. */
  union?: Union;
  /** One of them, or absent. */
  arbitrary?: Arbitrary;
  /** One of them, or absent. */
  result?: Result;
  /** One of them, or absent. */
  vec?: Vec;
  /** One of them, or absent. */
  some?: Some;
  /** One of them, or absent. */
  serialize?: Serialize;
  /** One of them, or absent. */
  deserializer?: Deserializer;
  /** One of them, or absent. */
  cow?: Cow;
  /** One of them, or absent. */
  iterator?: Iterator;
  /** One of them, or absent. */
  clone?: Clone;
  /** One of them, or absent. */
  value?: Value;
  /** One of them, or absent. */
  nullable?: Nullable;
  /** One of them, or absent. */
  d?: D;
  /** One of them, or absent. */
  string?: String;
}

/** An enumeration with a name of Rust's. */
export type Result = KnownResult | (string & {});

/** The values of {@link Result} that this version knows. */
export type KnownResult =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface S {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An object with a name of Rust's. */
export interface Send {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Serialize = KnownSerialize | (string & {});

/** The values of {@link Serialize} that this version knows. */
export type KnownSerialize =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An enumeration with the name of an object of Postal's. */
export type Server = KnownServer | (string & {});

/** The values of {@link Server} that this version knows. */
export type KnownServer =
  | "a";

/** An enumeration with a name of Rust's. */
export type Some = KnownSome | (string & {});

/** The values of {@link Some} that this version knows. */
export type KnownSome =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface Strategy {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type String = KnownString | (string & {});

/** The values of {@link String} that this version knows. */
export type KnownString =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** A point in time. */
export type Timestamp = number;

/** An object with a name of Rust's. */
export interface ToOwned {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Union = KnownUnion | (string & {});

/** The values of {@link Union} that this version knows. */
export type KnownUnion =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface Uuid {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Value = KnownValue | (string & {});

/** The values of {@link Value} that this version knows. */
export type KnownValue =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object with a name of Rust's. */
export interface Values {
  /** A string. */
  text: string;
  /** A UUID. */
  id: string;
  /** A list. */
  list: (string | null)[];
  /** A string or null. */
  none: string | null;
  /** A time or null. */
  at: Timestamp | null;
  /** A string, sometimes absent. */
  maybe?: string;
}

/** An enumeration with a name of Rust's. */
export type Vec = KnownVec | (string & {});

/** The values of {@link Vec} that this version knows. */
export type KnownVec =
  | "strategy"
  | "parameters"
  | "self"
  | "err"
  | "KNOWN";

/** An object of 150 keys. */
export interface Wide {
  /** A key. */
  k0: string;
  /** A key. */
  k1: boolean | null;
  /** A key. */
  k2: number;
  /** A key. */
  k3: Many;
  /** A key. */
  k4: Odd | null;
  /** A key. */
  k5: string;
  /** A key. */
  k6: boolean | null;
  /** A key. */
  k7: number;
  /** A key. */
  k8: Many;
  /** A key. */
  k9: Odd | null;
  /** A key. */
  k10: string;
  /** A key. */
  k11: boolean | null;
  /** A key. */
  k12: number;
  /** A key. */
  k13: Many;
  /** A key. */
  k14: Odd | null;
  /** A key. */
  k15: string;
  /** A key. */
  k16: boolean | null;
  /** A key. */
  k17: number;
  /** A key. */
  k18: Many;
  /** A key. */
  k19: Odd | null;
  /** A key. */
  k20: string;
  /** A key. */
  k21: boolean | null;
  /** A key. */
  k22: number;
  /** A key. */
  k23: Many;
  /** A key. */
  k24: Odd | null;
  /** A key. */
  k25: string;
  /** A key. */
  k26: boolean | null;
  /** A key. */
  k27: number;
  /** A key. */
  k28: Many;
  /** A key. */
  k29: Odd | null;
  /** A key. */
  k30: string;
  /** A key. */
  k31: boolean | null;
  /** A key. */
  k32: number;
  /** A key. */
  k33: Many;
  /** A key. */
  k34: Odd | null;
  /** A key. */
  k35: string;
  /** A key. */
  k36: boolean | null;
  /** A key. */
  k37: number;
  /** A key. */
  k38: Many;
  /** A key. */
  k39: Odd | null;
  /** A key. */
  k40: string;
  /** A key. */
  k41: boolean | null;
  /** A key. */
  k42: number;
  /** A key. */
  k43: Many;
  /** A key. */
  k44: Odd | null;
  /** A key. */
  k45: string;
  /** A key. */
  k46: boolean | null;
  /** A key. */
  k47: number;
  /** A key. */
  k48: Many;
  /** A key. */
  k49: Odd | null;
  /** A key. */
  k50: string;
  /** A key. */
  k51: boolean | null;
  /** A key. */
  k52: number;
  /** A key. */
  k53: Many;
  /** A key. */
  k54: Odd | null;
  /** A key. */
  k55: string;
  /** A key. */
  k56: boolean | null;
  /** A key. */
  k57: number;
  /** A key. */
  k58: Many;
  /** A key. */
  k59: Odd | null;
  /** A key. */
  k60: string;
  /** A key. */
  k61: boolean | null;
  /** A key. */
  k62: number;
  /** A key. */
  k63: Many;
  /** A key. */
  k64: Odd | null;
  /** A key. */
  k65: string;
  /** A key. */
  k66: boolean | null;
  /** A key. */
  k67: number;
  /** A key. */
  k68: Many;
  /** A key. */
  k69: Odd | null;
  /** A key. */
  k70: string;
  /** A key. */
  k71: boolean | null;
  /** A key. */
  k72: number;
  /** A key. */
  k73: Many;
  /** A key. */
  k74: Odd | null;
  /** A key. */
  k75: string;
  /** A key. */
  k76: boolean | null;
  /** A key. */
  k77: number;
  /** A key. */
  k78: Many;
  /** A key. */
  k79: Odd | null;
  /** A key. */
  k80: string;
  /** A key. */
  k81: boolean | null;
  /** A key. */
  k82: number;
  /** A key. */
  k83: Many;
  /** A key. */
  k84: Odd | null;
  /** A key. */
  k85: string;
  /** A key. */
  k86: boolean | null;
  /** A key. */
  k87: number;
  /** A key. */
  k88: Many;
  /** A key. */
  k89: Odd | null;
  /** A key. */
  k90: string;
  /** A key. */
  k91: boolean | null;
  /** A key. */
  k92: number;
  /** A key. */
  k93: Many;
  /** A key. */
  k94: Odd | null;
  /** A key. */
  k95: string;
  /** A key. */
  k96: boolean | null;
  /** A key. */
  k97: number;
  /** A key. */
  k98: Many;
  /** A key. */
  k99: Odd | null;
  /** A key. */
  k100: string;
  /** A key. */
  k101: boolean | null;
  /** A key. */
  k102: number;
  /** A key. */
  k103: Many;
  /** A key. */
  k104: Odd | null;
  /** A key. */
  k105: string;
  /** A key. */
  k106: boolean | null;
  /** A key. */
  k107: number;
  /** A key. */
  k108: Many;
  /** A key. */
  k109: Odd | null;
  /** A key. */
  k110: string;
  /** A key. */
  k111: boolean | null;
  /** A key. */
  k112: number;
  /** A key. */
  k113: Many;
  /** A key. */
  k114: Odd | null;
  /** A key. */
  k115: string;
  /** A key. */
  k116: boolean | null;
  /** A key. */
  k117: number;
  /** A key. */
  k118: Many;
  /** A key. */
  k119: Odd | null;
  /** A key. */
  k120: string;
  /** A key. */
  k121: boolean | null;
  /** A key. */
  k122: number;
  /** A key. */
  k123: Many;
  /** A key. */
  k124: Odd | null;
  /** A key. */
  k125: string;
  /** A key. */
  k126: boolean | null;
  /** A key. */
  k127: number;
  /** A key. */
  k128: Many;
  /** A key. */
  k129: Odd | null;
  /** A key. */
  k130: string;
  /** A key. */
  k131: boolean | null;
  /** A key. */
  k132: number;
  /** A key. */
  k133: Many;
  /** A key. */
  k134: Odd | null;
  /** A key. */
  k135: string;
  /** A key. */
  k136: boolean | null;
  /** A key. */
  k137: number;
  /** A key. */
  k138: Many;
  /** A key. */
  k139: Odd | null;
  /** A key. */
  k140: string;
  /** A key. */
  k141: boolean | null;
  /** A key. */
  k142: number;
  /** A key. */
  k143: Many;
  /** A key. */
  k144: Odd | null;
  /** A key. */
  k145: string;
  /** A key. */
  k146: boolean | null;
  /** A key. */
  k147: number;
  /** A key. */
  k148: Many;
  /** A key. */
  k149: Odd | null;
}

/** The body of a webhook request of the Postal mail server: an event in its envelope. */
export interface Envelope<Event extends string, Payload> {
  /** The name of the event. */
  event: Event;
  /** When Postal queued the event; the same on every retry. */
  timestamp: Timestamp;
  /** What the event tells; its keys depend on the event. */
  payload: Payload;
  /** Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates. */
  uuid: string;
}

/** The payload of each known event, by the name of the event. */
export interface Events {
  /** Sent with nulls. */
  Err: Keywords;
  /** Sent with 150 keys. */
  Known: Wide;
  /** Sent with a narrowed key that can be absent. */
  Parameters: Keywords;
  /** Sent with a keyword as its name. */
  Self: Flag;
  /** Sent with a name of the generated code. */
  Strategy: Prelude;
}

/** A webhook whose event is known: narrow it by `event`. */
export type KnownWebhook = { [E in keyof Events]: Envelope<E, Events[E]> }[keyof Events];

/** Whether the event is one of {@link Events}; a fork of Postal has others. */
export function isKnown(webhook: Envelope<string, object>): webhook is KnownWebhook {
  return EVENTS.has(webhook.event);
}

const EVENTS: ReadonlySet<string> = new Set<keyof Events>(["Err", "Known", "Parameters", "Self", "Strategy"]);
