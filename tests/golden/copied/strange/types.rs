//! Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
//!
//! They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.
//!
//! They need `serde` (1.0.181 or later, with `derive`) and `serde_json`.

/// The body of a webhook request of the Postal mail server: an event in its envelope.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Webhook {
    /// The name of the event.
    pub event: String,
    /// When Postal queued the event; the same on every retry.
    pub timestamp: f64,
    /// What the event tells; its keys depend on the event.
    pub payload: serde_json::Value,
    /// Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates.
    pub uuid: String,
}

impl Webhook {
    /// Reads the payload into the type of its event.
    ///
    /// # Errors
    ///
    /// The payload is not one of the event.
    pub fn event(&self) -> Result<Event, serde_json::Error> {
        let payload = self.payload.clone();
        Ok(
            match self.event.as_str() {
                "Err" => Event::Err(serde_json::from_value(payload)?),
                "Known" => Event::Known(serde_json::from_value(payload)?),
                "Parameters" => Event::Parameters(serde_json::from_value(payload)?),
                "Self" => Event::Self_(serde_json::from_value(payload)?),
                "Strategy" => Event::Strategy(serde_json::from_value(payload)?),
                _ => Event::Unknown(payload),
            },
        )
    }
}

/// An event with its payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Sent with nulls.
    Err(Keywords),
    /// Sent with 150 keys.
    Known(Wide),
    /// Sent with a narrowed key that can be absent.
    Parameters(Keywords),
    /// Sent with a keyword as its name.
    Self_(Flag),
    /// Sent with a name of the generated code.
    Strategy(Prelude),
    /// An event that is not known, with its payload: a fork of Postal has others.
    Unknown(serde_json::Value),
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Arbitrary {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Box {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Clone {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Cow {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum D {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Default {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Deserialize {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Deserializer {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// A payload of one boolean.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Flag {
    /// A flag.
    pub flag: bool,
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct From {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Into {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Iterator {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct JsonSchema {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// Keys that are words of Rust or of the generated code.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Keywords {
    /// A message or null.
    pub message: Option<Message>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// An enumeration, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
    /// A key.
    #[serde(rename = "self")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_: Option<bool>,
    /// A key.
    #[serde(rename = "super")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub super_: Option<bool>,
    /// A key.
    #[serde(rename = "crate")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crate_: Option<bool>,
    /// A key.
    #[serde(rename = "type")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_: Option<bool>,
    /// A key.
    #[serde(rename = "async")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gen: Option<bool>,
    /// A key.
    #[serde(rename = "dyn")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyn_: Option<bool>,
    /// A key.
    #[serde(rename = "try")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub try_: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub string: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uuid: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deserializer: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serializer: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<bool>,
    /// A key.
    #[serde(rename = "abstract")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstract_: Option<bool>,
    /// A key.
    #[serde(rename = "yield")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yield_: Option<bool>,
    /// A key.
    #[serde(rename = "box")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub box_: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub f: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub macro_rules: Option<bool>,
    /// A key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<bool>,
    /// A key.
    #[serde(rename = "Some")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub some: Option<bool>,
    /// A key.
    #[serde(rename = "None")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<bool>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub d: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub de: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// A word of the hand-written code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}

/// More values than a macro can recurse.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Many {
    /// `v0` on the wire.
    #[serde(rename = "v0")]
    V0,
    /// `v1` on the wire.
    #[serde(rename = "v1")]
    V1,
    /// `v2` on the wire.
    #[serde(rename = "v2")]
    V2,
    /// `v3` on the wire.
    #[serde(rename = "v3")]
    V3,
    /// `v4` on the wire.
    #[serde(rename = "v4")]
    V4,
    /// `v5` on the wire.
    #[serde(rename = "v5")]
    V5,
    /// `v6` on the wire.
    #[serde(rename = "v6")]
    V6,
    /// `v7` on the wire.
    #[serde(rename = "v7")]
    V7,
    /// `v8` on the wire.
    #[serde(rename = "v8")]
    V8,
    /// `v9` on the wire.
    #[serde(rename = "v9")]
    V9,
    /// `v10` on the wire.
    #[serde(rename = "v10")]
    V10,
    /// `v11` on the wire.
    #[serde(rename = "v11")]
    V11,
    /// `v12` on the wire.
    #[serde(rename = "v12")]
    V12,
    /// `v13` on the wire.
    #[serde(rename = "v13")]
    V13,
    /// `v14` on the wire.
    #[serde(rename = "v14")]
    V14,
    /// `v15` on the wire.
    #[serde(rename = "v15")]
    V15,
    /// `v16` on the wire.
    #[serde(rename = "v16")]
    V16,
    /// `v17` on the wire.
    #[serde(rename = "v17")]
    V17,
    /// `v18` on the wire.
    #[serde(rename = "v18")]
    V18,
    /// `v19` on the wire.
    #[serde(rename = "v19")]
    V19,
    /// `v20` on the wire.
    #[serde(rename = "v20")]
    V20,
    /// `v21` on the wire.
    #[serde(rename = "v21")]
    V21,
    /// `v22` on the wire.
    #[serde(rename = "v22")]
    V22,
    /// `v23` on the wire.
    #[serde(rename = "v23")]
    V23,
    /// `v24` on the wire.
    #[serde(rename = "v24")]
    V24,
    /// `v25` on the wire.
    #[serde(rename = "v25")]
    V25,
    /// `v26` on the wire.
    #[serde(rename = "v26")]
    V26,
    /// `v27` on the wire.
    #[serde(rename = "v27")]
    V27,
    /// `v28` on the wire.
    #[serde(rename = "v28")]
    V28,
    /// `v29` on the wire.
    #[serde(rename = "v29")]
    V29,
    /// `v30` on the wire.
    #[serde(rename = "v30")]
    V30,
    /// `v31` on the wire.
    #[serde(rename = "v31")]
    V31,
    /// `v32` on the wire.
    #[serde(rename = "v32")]
    V32,
    /// `v33` on the wire.
    #[serde(rename = "v33")]
    V33,
    /// `v34` on the wire.
    #[serde(rename = "v34")]
    V34,
    /// `v35` on the wire.
    #[serde(rename = "v35")]
    V35,
    /// `v36` on the wire.
    #[serde(rename = "v36")]
    V36,
    /// `v37` on the wire.
    #[serde(rename = "v37")]
    V37,
    /// `v38` on the wire.
    #[serde(rename = "v38")]
    V38,
    /// `v39` on the wire.
    #[serde(rename = "v39")]
    V39,
    /// `v40` on the wire.
    #[serde(rename = "v40")]
    V40,
    /// `v41` on the wire.
    #[serde(rename = "v41")]
    V41,
    /// `v42` on the wire.
    #[serde(rename = "v42")]
    V42,
    /// `v43` on the wire.
    #[serde(rename = "v43")]
    V43,
    /// `v44` on the wire.
    #[serde(rename = "v44")]
    V44,
    /// `v45` on the wire.
    #[serde(rename = "v45")]
    V45,
    /// `v46` on the wire.
    #[serde(rename = "v46")]
    V46,
    /// `v47` on the wire.
    #[serde(rename = "v47")]
    V47,
    /// `v48` on the wire.
    #[serde(rename = "v48")]
    V48,
    /// `v49` on the wire.
    #[serde(rename = "v49")]
    V49,
    /// `v50` on the wire.
    #[serde(rename = "v50")]
    V50,
    /// `v51` on the wire.
    #[serde(rename = "v51")]
    V51,
    /// `v52` on the wire.
    #[serde(rename = "v52")]
    V52,
    /// `v53` on the wire.
    #[serde(rename = "v53")]
    V53,
    /// `v54` on the wire.
    #[serde(rename = "v54")]
    V54,
    /// `v55` on the wire.
    #[serde(rename = "v55")]
    V55,
    /// `v56` on the wire.
    #[serde(rename = "v56")]
    V56,
    /// `v57` on the wire.
    #[serde(rename = "v57")]
    V57,
    /// `v58` on the wire.
    #[serde(rename = "v58")]
    V58,
    /// `v59` on the wire.
    #[serde(rename = "v59")]
    V59,
    /// `v60` on the wire.
    #[serde(rename = "v60")]
    V60,
    /// `v61` on the wire.
    #[serde(rename = "v61")]
    V61,
    /// `v62` on the wire.
    #[serde(rename = "v62")]
    V62,
    /// `v63` on the wire.
    #[serde(rename = "v63")]
    V63,
    /// `v64` on the wire.
    #[serde(rename = "v64")]
    V64,
    /// `v65` on the wire.
    #[serde(rename = "v65")]
    V65,
    /// `v66` on the wire.
    #[serde(rename = "v66")]
    V66,
    /// `v67` on the wire.
    #[serde(rename = "v67")]
    V67,
    /// `v68` on the wire.
    #[serde(rename = "v68")]
    V68,
    /// `v69` on the wire.
    #[serde(rename = "v69")]
    V69,
    /// `v70` on the wire.
    #[serde(rename = "v70")]
    V70,
    /// `v71` on the wire.
    #[serde(rename = "v71")]
    V71,
    /// `v72` on the wire.
    #[serde(rename = "v72")]
    V72,
    /// `v73` on the wire.
    #[serde(rename = "v73")]
    V73,
    /// `v74` on the wire.
    #[serde(rename = "v74")]
    V74,
    /// `v75` on the wire.
    #[serde(rename = "v75")]
    V75,
    /// `v76` on the wire.
    #[serde(rename = "v76")]
    V76,
    /// `v77` on the wire.
    #[serde(rename = "v77")]
    V77,
    /// `v78` on the wire.
    #[serde(rename = "v78")]
    V78,
    /// `v79` on the wire.
    #[serde(rename = "v79")]
    V79,
    /// `v80` on the wire.
    #[serde(rename = "v80")]
    V80,
    /// `v81` on the wire.
    #[serde(rename = "v81")]
    V81,
    /// `v82` on the wire.
    #[serde(rename = "v82")]
    V82,
    /// `v83` on the wire.
    #[serde(rename = "v83")]
    V83,
    /// `v84` on the wire.
    #[serde(rename = "v84")]
    V84,
    /// `v85` on the wire.
    #[serde(rename = "v85")]
    V85,
    /// `v86` on the wire.
    #[serde(rename = "v86")]
    V86,
    /// `v87` on the wire.
    #[serde(rename = "v87")]
    V87,
    /// `v88` on the wire.
    #[serde(rename = "v88")]
    V88,
    /// `v89` on the wire.
    #[serde(rename = "v89")]
    V89,
    /// `v90` on the wire.
    #[serde(rename = "v90")]
    V90,
    /// `v91` on the wire.
    #[serde(rename = "v91")]
    V91,
    /// `v92` on the wire.
    #[serde(rename = "v92")]
    V92,
    /// `v93` on the wire.
    #[serde(rename = "v93")]
    V93,
    /// `v94` on the wire.
    #[serde(rename = "v94")]
    V94,
    /// `v95` on the wire.
    #[serde(rename = "v95")]
    V95,
    /// `v96` on the wire.
    #[serde(rename = "v96")]
    V96,
    /// `v97` on the wire.
    #[serde(rename = "v97")]
    V97,
    /// `v98` on the wire.
    #[serde(rename = "v98")]
    V98,
    /// `v99` on the wire.
    #[serde(rename = "v99")]
    V99,
    /// `v100` on the wire.
    #[serde(rename = "v100")]
    V100,
    /// `v101` on the wire.
    #[serde(rename = "v101")]
    V101,
    /// `v102` on the wire.
    #[serde(rename = "v102")]
    V102,
    /// `v103` on the wire.
    #[serde(rename = "v103")]
    V103,
    /// `v104` on the wire.
    #[serde(rename = "v104")]
    V104,
    /// `v105` on the wire.
    #[serde(rename = "v105")]
    V105,
    /// `v106` on the wire.
    #[serde(rename = "v106")]
    V106,
    /// `v107` on the wire.
    #[serde(rename = "v107")]
    V107,
    /// `v108` on the wire.
    #[serde(rename = "v108")]
    V108,
    /// `v109` on the wire.
    #[serde(rename = "v109")]
    V109,
    /// `v110` on the wire.
    #[serde(rename = "v110")]
    V110,
    /// `v111` on the wire.
    #[serde(rename = "v111")]
    V111,
    /// `v112` on the wire.
    #[serde(rename = "v112")]
    V112,
    /// `v113` on the wire.
    #[serde(rename = "v113")]
    V113,
    /// `v114` on the wire.
    #[serde(rename = "v114")]
    V114,
    /// `v115` on the wire.
    #[serde(rename = "v115")]
    V115,
    /// `v116` on the wire.
    #[serde(rename = "v116")]
    V116,
    /// `v117` on the wire.
    #[serde(rename = "v117")]
    V117,
    /// `v118` on the wire.
    #[serde(rename = "v118")]
    V118,
    /// `v119` on the wire.
    #[serde(rename = "v119")]
    V119,
    /// `v120` on the wire.
    #[serde(rename = "v120")]
    V120,
    /// `v121` on the wire.
    #[serde(rename = "v121")]
    V121,
    /// `v122` on the wire.
    #[serde(rename = "v122")]
    V122,
    /// `v123` on the wire.
    #[serde(rename = "v123")]
    V123,
    /// `v124` on the wire.
    #[serde(rename = "v124")]
    V124,
    /// `v125` on the wire.
    #[serde(rename = "v125")]
    V125,
    /// `v126` on the wire.
    #[serde(rename = "v126")]
    V126,
    /// `v127` on the wire.
    #[serde(rename = "v127")]
    V127,
    /// `v128` on the wire.
    #[serde(rename = "v128")]
    V128,
    /// `v129` on the wire.
    #[serde(rename = "v129")]
    V129,
    /// `v130` on the wire.
    #[serde(rename = "v130")]
    V130,
    /// `v131` on the wire.
    #[serde(rename = "v131")]
    V131,
    /// `v132` on the wire.
    #[serde(rename = "v132")]
    V132,
    /// `v133` on the wire.
    #[serde(rename = "v133")]
    V133,
    /// `v134` on the wire.
    #[serde(rename = "v134")]
    V134,
    /// `v135` on the wire.
    #[serde(rename = "v135")]
    V135,
    /// `v136` on the wire.
    #[serde(rename = "v136")]
    V136,
    /// `v137` on the wire.
    #[serde(rename = "v137")]
    V137,
    /// `v138` on the wire.
    #[serde(rename = "v138")]
    V138,
    /// `v139` on the wire.
    #[serde(rename = "v139")]
    V139,
    /// `v140` on the wire.
    #[serde(rename = "v140")]
    V140,
    /// `v141` on the wire.
    #[serde(rename = "v141")]
    V141,
    /// `v142` on the wire.
    #[serde(rename = "v142")]
    V142,
    /// `v143` on the wire.
    #[serde(rename = "v143")]
    V143,
    /// `v144` on the wire.
    #[serde(rename = "v144")]
    V144,
    /// `v145` on the wire.
    #[serde(rename = "v145")]
    V145,
    /// `v146` on the wire.
    #[serde(rename = "v146")]
    V146,
    /// `v147` on the wire.
    #[serde(rename = "v147")]
    V147,
    /// `v148` on the wire.
    #[serde(rename = "v148")]
    V148,
    /// `v149` on the wire.
    #[serde(rename = "v149")]
    V149,
    /// `v150` on the wire.
    #[serde(rename = "v150")]
    V150,
    /// `v151` on the wire.
    #[serde(rename = "v151")]
    V151,
    /// `v152` on the wire.
    #[serde(rename = "v152")]
    V152,
    /// `v153` on the wire.
    #[serde(rename = "v153")]
    V153,
    /// `v154` on the wire.
    #[serde(rename = "v154")]
    V154,
    /// `v155` on the wire.
    #[serde(rename = "v155")]
    V155,
    /// `v156` on the wire.
    #[serde(rename = "v156")]
    V156,
    /// `v157` on the wire.
    #[serde(rename = "v157")]
    V157,
    /// `v158` on the wire.
    #[serde(rename = "v158")]
    V158,
    /// `v159` on the wire.
    #[serde(rename = "v159")]
    V159,
    /// `v160` on the wire.
    #[serde(rename = "v160")]
    V160,
    /// `v161` on the wire.
    #[serde(rename = "v161")]
    V161,
    /// `v162` on the wire.
    #[serde(rename = "v162")]
    V162,
    /// `v163` on the wire.
    #[serde(rename = "v163")]
    V163,
    /// `v164` on the wire.
    #[serde(rename = "v164")]
    V164,
    /// `v165` on the wire.
    #[serde(rename = "v165")]
    V165,
    /// `v166` on the wire.
    #[serde(rename = "v166")]
    V166,
    /// `v167` on the wire.
    #[serde(rename = "v167")]
    V167,
    /// `v168` on the wire.
    #[serde(rename = "v168")]
    V168,
    /// `v169` on the wire.
    #[serde(rename = "v169")]
    V169,
    /// `v170` on the wire.
    #[serde(rename = "v170")]
    V170,
    /// `v171` on the wire.
    #[serde(rename = "v171")]
    V171,
    /// `v172` on the wire.
    #[serde(rename = "v172")]
    V172,
    /// `v173` on the wire.
    #[serde(rename = "v173")]
    V173,
    /// `v174` on the wire.
    #[serde(rename = "v174")]
    V174,
    /// `v175` on the wire.
    #[serde(rename = "v175")]
    V175,
    /// `v176` on the wire.
    #[serde(rename = "v176")]
    V176,
    /// `v177` on the wire.
    #[serde(rename = "v177")]
    V177,
    /// `v178` on the wire.
    #[serde(rename = "v178")]
    V178,
    /// `v179` on the wire.
    #[serde(rename = "v179")]
    V179,
    /// `v180` on the wire.
    #[serde(rename = "v180")]
    V180,
    /// `v181` on the wire.
    #[serde(rename = "v181")]
    V181,
    /// `v182` on the wire.
    #[serde(rename = "v182")]
    V182,
    /// `v183` on the wire.
    #[serde(rename = "v183")]
    V183,
    /// `v184` on the wire.
    #[serde(rename = "v184")]
    V184,
    /// `v185` on the wire.
    #[serde(rename = "v185")]
    V185,
    /// `v186` on the wire.
    #[serde(rename = "v186")]
    V186,
    /// `v187` on the wire.
    #[serde(rename = "v187")]
    V187,
    /// `v188` on the wire.
    #[serde(rename = "v188")]
    V188,
    /// `v189` on the wire.
    #[serde(rename = "v189")]
    V189,
    /// `v190` on the wire.
    #[serde(rename = "v190")]
    V190,
    /// `v191` on the wire.
    #[serde(rename = "v191")]
    V191,
    /// `v192` on the wire.
    #[serde(rename = "v192")]
    V192,
    /// `v193` on the wire.
    #[serde(rename = "v193")]
    V193,
    /// `v194` on the wire.
    #[serde(rename = "v194")]
    V194,
    /// `v195` on the wire.
    #[serde(rename = "v195")]
    V195,
    /// `v196` on the wire.
    #[serde(rename = "v196")]
    V196,
    /// `v197` on the wire.
    #[serde(rename = "v197")]
    V197,
    /// `v198` on the wire.
    #[serde(rename = "v198")]
    V198,
    /// `v199` on the wire.
    #[serde(rename = "v199")]
    V199,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object that accessors lead to.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Message {
    /// A number.
    pub id: i64,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Nullable {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// Values that are hard to write.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Odd {
    /// `a"b` on the wire.
    #[serde(rename = "a\"b")]
    AB,
    /// `back\slash` on the wire.
    #[serde(rename = "back\\slash")]
    BackSlash,
    /// `` tick` `` on the wire.
    #[serde(rename = "tick`")]
    Tick,
    /// `two words ` on the wire.
    #[serde(rename = "two words ")]
    TwoWords,
    /// `<b>` on the wire.
    #[serde(rename = "<b>")]
    B,
    /// `*/y` on the wire.
    #[serde(rename = "*/y")]
    Y,
    /// `\u0041` on the wire.
    #[serde(rename = "\\u0041")]
    U0041,
    /// `{c}` on the wire.
    #[serde(rename = "{c}")]
    C,
    /// `x` on the wire.
    #[serde(rename = "x")]
    X,
    /// `1` on the wire.
    #[serde(rename = "1")]
    X1,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Ok {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct OpenVisitor {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Option {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// A value of each type with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Prelude {
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<Strategy>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Values>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<Option>,
    /// One of them, or absent.
    #[serde(rename = "box")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub box_: Option<Box>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uuid: Option<Uuid>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ok: Option<Ok>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deserialize: Option<Deserialize>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jsonschema: Option<JsonSchema>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toowned: Option<ToOwned>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Default>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<Send>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openvisitor: Option<OpenVisitor>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s: Option<S>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Into>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<Union>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arbitrary: Option<Arbitrary>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Result>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vec: Option<Vec>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub some: Option<Some>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serialize: Option<Serialize>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deserializer: Option<Deserializer>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cow: Option<Cow>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iterator: Option<Iterator>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clone: Option<Clone>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nullable: Option<Nullable>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub d: Option<D>,
    /// One of them, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Result {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct S {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Send {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Serialize {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An enumeration with the name of an object of Postal's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Server {
    /// `a` on the wire.
    #[serde(rename = "a")]
    A,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Some {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Strategy {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum String {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// A point in time.
pub type Timestamp = f64;

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ToOwned {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Union {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Uuid {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object with a name of Rust's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Values {
    /// A string.
    pub text: String,
    /// A UUID.
    pub id: String,
    /// A list.
    pub list: Vec<Option<String>>,
    /// A string or null.
    pub none: Option<String>,
    /// A time or null.
    pub at: Option<Timestamp>,
    /// A string, sometimes absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<String>,
}

/// An enumeration with a name of Rust's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Vec {
    /// `strategy` on the wire.
    #[serde(rename = "strategy")]
    Strategy,
    /// `parameters` on the wire.
    #[serde(rename = "parameters")]
    Parameters,
    /// `self` on the wire.
    #[serde(rename = "self")]
    Self_,
    /// `err` on the wire.
    #[serde(rename = "err")]
    Err,
    /// `KNOWN` on the wire.
    #[serde(rename = "KNOWN")]
    Known,
    /// A value that is not known.
    #[serde(untagged)]
    Other(String),
}

/// An object of 150 keys.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Wide {
    /// A key.
    pub k0: String,
    /// A key.
    pub k1: Option<bool>,
    /// A key.
    pub k2: i64,
    /// A key.
    pub k3: Many,
    /// A key.
    pub k4: Option<Odd>,
    /// A key.
    pub k5: String,
    /// A key.
    pub k6: Option<bool>,
    /// A key.
    pub k7: i64,
    /// A key.
    pub k8: Many,
    /// A key.
    pub k9: Option<Odd>,
    /// A key.
    pub k10: String,
    /// A key.
    pub k11: Option<bool>,
    /// A key.
    pub k12: i64,
    /// A key.
    pub k13: Many,
    /// A key.
    pub k14: Option<Odd>,
    /// A key.
    pub k15: String,
    /// A key.
    pub k16: Option<bool>,
    /// A key.
    pub k17: i64,
    /// A key.
    pub k18: Many,
    /// A key.
    pub k19: Option<Odd>,
    /// A key.
    pub k20: String,
    /// A key.
    pub k21: Option<bool>,
    /// A key.
    pub k22: i64,
    /// A key.
    pub k23: Many,
    /// A key.
    pub k24: Option<Odd>,
    /// A key.
    pub k25: String,
    /// A key.
    pub k26: Option<bool>,
    /// A key.
    pub k27: i64,
    /// A key.
    pub k28: Many,
    /// A key.
    pub k29: Option<Odd>,
    /// A key.
    pub k30: String,
    /// A key.
    pub k31: Option<bool>,
    /// A key.
    pub k32: i64,
    /// A key.
    pub k33: Many,
    /// A key.
    pub k34: Option<Odd>,
    /// A key.
    pub k35: String,
    /// A key.
    pub k36: Option<bool>,
    /// A key.
    pub k37: i64,
    /// A key.
    pub k38: Many,
    /// A key.
    pub k39: Option<Odd>,
    /// A key.
    pub k40: String,
    /// A key.
    pub k41: Option<bool>,
    /// A key.
    pub k42: i64,
    /// A key.
    pub k43: Many,
    /// A key.
    pub k44: Option<Odd>,
    /// A key.
    pub k45: String,
    /// A key.
    pub k46: Option<bool>,
    /// A key.
    pub k47: i64,
    /// A key.
    pub k48: Many,
    /// A key.
    pub k49: Option<Odd>,
    /// A key.
    pub k50: String,
    /// A key.
    pub k51: Option<bool>,
    /// A key.
    pub k52: i64,
    /// A key.
    pub k53: Many,
    /// A key.
    pub k54: Option<Odd>,
    /// A key.
    pub k55: String,
    /// A key.
    pub k56: Option<bool>,
    /// A key.
    pub k57: i64,
    /// A key.
    pub k58: Many,
    /// A key.
    pub k59: Option<Odd>,
    /// A key.
    pub k60: String,
    /// A key.
    pub k61: Option<bool>,
    /// A key.
    pub k62: i64,
    /// A key.
    pub k63: Many,
    /// A key.
    pub k64: Option<Odd>,
    /// A key.
    pub k65: String,
    /// A key.
    pub k66: Option<bool>,
    /// A key.
    pub k67: i64,
    /// A key.
    pub k68: Many,
    /// A key.
    pub k69: Option<Odd>,
    /// A key.
    pub k70: String,
    /// A key.
    pub k71: Option<bool>,
    /// A key.
    pub k72: i64,
    /// A key.
    pub k73: Many,
    /// A key.
    pub k74: Option<Odd>,
    /// A key.
    pub k75: String,
    /// A key.
    pub k76: Option<bool>,
    /// A key.
    pub k77: i64,
    /// A key.
    pub k78: Many,
    /// A key.
    pub k79: Option<Odd>,
    /// A key.
    pub k80: String,
    /// A key.
    pub k81: Option<bool>,
    /// A key.
    pub k82: i64,
    /// A key.
    pub k83: Many,
    /// A key.
    pub k84: Option<Odd>,
    /// A key.
    pub k85: String,
    /// A key.
    pub k86: Option<bool>,
    /// A key.
    pub k87: i64,
    /// A key.
    pub k88: Many,
    /// A key.
    pub k89: Option<Odd>,
    /// A key.
    pub k90: String,
    /// A key.
    pub k91: Option<bool>,
    /// A key.
    pub k92: i64,
    /// A key.
    pub k93: Many,
    /// A key.
    pub k94: Option<Odd>,
    /// A key.
    pub k95: String,
    /// A key.
    pub k96: Option<bool>,
    /// A key.
    pub k97: i64,
    /// A key.
    pub k98: Many,
    /// A key.
    pub k99: Option<Odd>,
    /// A key.
    pub k100: String,
    /// A key.
    pub k101: Option<bool>,
    /// A key.
    pub k102: i64,
    /// A key.
    pub k103: Many,
    /// A key.
    pub k104: Option<Odd>,
    /// A key.
    pub k105: String,
    /// A key.
    pub k106: Option<bool>,
    /// A key.
    pub k107: i64,
    /// A key.
    pub k108: Many,
    /// A key.
    pub k109: Option<Odd>,
    /// A key.
    pub k110: String,
    /// A key.
    pub k111: Option<bool>,
    /// A key.
    pub k112: i64,
    /// A key.
    pub k113: Many,
    /// A key.
    pub k114: Option<Odd>,
    /// A key.
    pub k115: String,
    /// A key.
    pub k116: Option<bool>,
    /// A key.
    pub k117: i64,
    /// A key.
    pub k118: Many,
    /// A key.
    pub k119: Option<Odd>,
    /// A key.
    pub k120: String,
    /// A key.
    pub k121: Option<bool>,
    /// A key.
    pub k122: i64,
    /// A key.
    pub k123: Many,
    /// A key.
    pub k124: Option<Odd>,
    /// A key.
    pub k125: String,
    /// A key.
    pub k126: Option<bool>,
    /// A key.
    pub k127: i64,
    /// A key.
    pub k128: Many,
    /// A key.
    pub k129: Option<Odd>,
    /// A key.
    pub k130: String,
    /// A key.
    pub k131: Option<bool>,
    /// A key.
    pub k132: i64,
    /// A key.
    pub k133: Many,
    /// A key.
    pub k134: Option<Odd>,
    /// A key.
    pub k135: String,
    /// A key.
    pub k136: Option<bool>,
    /// A key.
    pub k137: i64,
    /// A key.
    pub k138: Many,
    /// A key.
    pub k139: Option<Odd>,
    /// A key.
    pub k140: String,
    /// A key.
    pub k141: Option<bool>,
    /// A key.
    pub k142: i64,
    /// A key.
    pub k143: Many,
    /// A key.
    pub k144: Option<Odd>,
    /// A key.
    pub k145: String,
    /// A key.
    pub k146: Option<bool>,
    /// A key.
    pub k147: i64,
    /// A key.
    pub k148: Many,
    /// A key.
    pub k149: Option<Odd>,
}
