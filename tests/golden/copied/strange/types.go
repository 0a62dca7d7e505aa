// Package postal has the types of the webhooks of the Postal mail server, of the schemas 1.0.0.
//
// They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
// before you parse them: the packages of postal-webhooks do, and read what forks write
// differently.
package postal

import "encoding/json"

// Webhook is the body of a webhook request of the Postal mail server: an event in its envelope.
type Webhook struct {
	// The name of the event.
	Event string `json:"event"`
	// When Postal queued the event; the same on every retry.
	Timestamp float64 `json:"timestamp"`
	// What the event tells; its keys depend on the event.
	Payload json.RawMessage `json:"payload"`
	// Identifies the event for one registered webhook; the same on every retry, and so the key for
	// dropping duplicates.
	UUID string `json:"uuid"`
}

// Decode reads the payload into the type of its event, and gives a pointer to it. Of an event that
// is not known, it gives the payload as it is.
func (w Webhook) Decode() (any, error) {
	switch w.Event {
	case "Err":
		return decode[Keywords](w.Payload)
	case "Known":
		return decode[Wide](w.Payload)
	case "Parameters":
		return decode[Keywords](w.Payload)
	case "Self":
		return decode[Flag](w.Payload)
	case "Strategy":
		return decode[Prelude](w.Payload)
	}
	return w.Payload, nil
}

func decode[T any](payload []byte) (any, error) {
	value := new(T)
	if err := json.Unmarshal(payload, value); err != nil {
		return nil, err
	}
	return value, nil
}

// Arbitrary is an enumeration with a name of Rust's.
type Arbitrary string

// The values of Arbitrary that are known.
const (
	// `strategy` on the wire.
	ArbitraryStrategy Arbitrary = "strategy"
	// `parameters` on the wire.
	ArbitraryParameters Arbitrary = "parameters"
	// `self` on the wire.
	ArbitrarySelf Arbitrary = "self"
	// `err` on the wire.
	ArbitraryErr Arbitrary = "err"
	// `KNOWN` on the wire.
	ArbitraryKnown Arbitrary = "KNOWN"
)

// Box is an object with a name of Rust's.
type Box struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Clone is an enumeration with a name of Rust's.
type Clone string

// The values of Clone that are known.
const (
	// `strategy` on the wire.
	CloneStrategy Clone = "strategy"
	// `parameters` on the wire.
	CloneParameters Clone = "parameters"
	// `self` on the wire.
	CloneSelf Clone = "self"
	// `err` on the wire.
	CloneErr Clone = "err"
	// `KNOWN` on the wire.
	CloneKnown Clone = "KNOWN"
)

// Cow is an enumeration with a name of Rust's.
type Cow string

// The values of Cow that are known.
const (
	// `strategy` on the wire.
	CowStrategy Cow = "strategy"
	// `parameters` on the wire.
	CowParameters Cow = "parameters"
	// `self` on the wire.
	CowSelf Cow = "self"
	// `err` on the wire.
	CowErr Cow = "err"
	// `KNOWN` on the wire.
	CowKnown Cow = "KNOWN"
)

// D is an enumeration with a name of Rust's.
type D string

// The values of D that are known.
const (
	// `strategy` on the wire.
	DStrategy D = "strategy"
	// `parameters` on the wire.
	DParameters D = "parameters"
	// `self` on the wire.
	DSelf D = "self"
	// `err` on the wire.
	DErr D = "err"
	// `KNOWN` on the wire.
	DKnown D = "KNOWN"
)

// Default is an object with a name of Rust's.
type Default struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Deserialize is an object with a name of Rust's.
type Deserialize struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Deserializer is an enumeration with a name of Rust's.
type Deserializer string

// The values of Deserializer that are known.
const (
	// `strategy` on the wire.
	DeserializerStrategy Deserializer = "strategy"
	// `parameters` on the wire.
	DeserializerParameters Deserializer = "parameters"
	// `self` on the wire.
	DeserializerSelf Deserializer = "self"
	// `err` on the wire.
	DeserializerErr Deserializer = "err"
	// `KNOWN` on the wire.
	DeserializerKnown Deserializer = "KNOWN"
)

// Flag is a payload of one boolean.
type Flag struct {
	// A flag.
	Flag bool `json:"flag"`
}

// From is an object with a name of Rust's.
type From struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Into is an enumeration with a name of Rust's.
type Into string

// The values of Into that are known.
const (
	// `strategy` on the wire.
	IntoStrategy Into = "strategy"
	// `parameters` on the wire.
	IntoParameters Into = "parameters"
	// `self` on the wire.
	IntoSelf Into = "self"
	// `err` on the wire.
	IntoErr Into = "err"
	// `KNOWN` on the wire.
	IntoKnown Into = "KNOWN"
)

// Iterator is an enumeration with a name of Rust's.
type Iterator string

// The values of Iterator that are known.
const (
	// `strategy` on the wire.
	IteratorStrategy Iterator = "strategy"
	// `parameters` on the wire.
	IteratorParameters Iterator = "parameters"
	// `self` on the wire.
	IteratorSelf Iterator = "self"
	// `err` on the wire.
	IteratorErr Iterator = "err"
	// `KNOWN` on the wire.
	IteratorKnown Iterator = "KNOWN"
)

// JSONSchema is an object with a name of Rust's.
type JSONSchema struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Keywords: Keys that are words of Rust or of the generated code.
type Keywords struct {
	// A message or null.
	Message *Message `json:"message"`
	// A time or null.
	At *Timestamp `json:"at"`
	// An enumeration, sometimes absent.
	Server *Server `json:"server,omitempty"`
	// A key.
	Self *bool `json:"self,omitempty"`
	// A key.
	Super *bool `json:"super,omitempty"`
	// A key.
	Crate *bool `json:"crate,omitempty"`
	// A key.
	Type *bool `json:"type,omitempty"`
	// A key.
	Async *bool `json:"async,omitempty"`
	// A key.
	Gen *bool `json:"gen,omitempty"`
	// A key.
	Dyn *bool `json:"dyn,omitempty"`
	// A key.
	Try *bool `json:"try,omitempty"`
	// A key.
	Payload *bool `json:"payload,omitempty"`
	// A key.
	Event *bool `json:"event,omitempty"`
	// A key.
	Values *bool `json:"values,omitempty"`
	// A key.
	String *bool `json:"string,omitempty"`
	// A key.
	UUID *bool `json:"uuid,omitempty"`
	// A key.
	Deserializer *bool `json:"deserializer,omitempty"`
	// A key.
	Serializer *bool `json:"serializer,omitempty"`
	// A key.
	Value *bool `json:"value,omitempty"`
	// A key.
	Abstract *bool `json:"abstract,omitempty"`
	// A key.
	Yield *bool `json:"yield,omitempty"`
	// A key.
	Box *bool `json:"box,omitempty"`
	// A key.
	R *bool `json:"r,omitempty"`
	// A key.
	F *bool `json:"f,omitempty"`
	// A key.
	MacroRules *bool `json:"macro_rules,omitempty"`
	// A key.
	Union *bool `json:"union,omitempty"`
	// A key.
	Some *bool `json:"Some,omitempty"`
	// A key.
	None *bool `json:"None,omitempty"`
	// A word of the hand-written code.
	Key *string `json:"key,omitempty"`
	// A word of the hand-written code.
	Object *string `json:"object,omitempty"`
	// A word of the hand-written code.
	Name *string `json:"name,omitempty"`
	// A word of the hand-written code.
	Map *string `json:"map,omitempty"`
	// A word of the hand-written code.
	Seed *string `json:"seed,omitempty"`
	// A word of the hand-written code.
	Visitor *string `json:"visitor,omitempty"`
	// A word of the hand-written code.
	Error *string `json:"error,omitempty"`
	// A word of the hand-written code.
	Result *string `json:"result,omitempty"`
	// A word of the hand-written code.
	Field *string `json:"field,omitempty"`
	// A word of the hand-written code.
	Index *string `json:"index,omitempty"`
	// A word of the hand-written code.
	Other *string `json:"other,omitempty"`
	// A word of the hand-written code.
	New *string `json:"new,omitempty"`
	// A word of the hand-written code.
	Known *string `json:"known,omitempty"`
	// A word of the hand-written code.
	A *string `json:"a,omitempty"`
	// A word of the hand-written code.
	D *string `json:"d,omitempty"`
	// A word of the hand-written code.
	E *string `json:"e,omitempty"`
	// A word of the hand-written code.
	De *string `json:"de,omitempty"`
	// A word of the hand-written code.
	Kind *string `json:"kind,omitempty"`
	// A word of the hand-written code.
	Data *string `json:"data,omitempty"`
}

// Many: More values than a macro can recurse.
type Many string

// The values of Many that are known.
const (
	// `v0` on the wire.
	ManyV0 Many = "v0"
	// `v1` on the wire.
	ManyV1 Many = "v1"
	// `v2` on the wire.
	ManyV2 Many = "v2"
	// `v3` on the wire.
	ManyV3 Many = "v3"
	// `v4` on the wire.
	ManyV4 Many = "v4"
	// `v5` on the wire.
	ManyV5 Many = "v5"
	// `v6` on the wire.
	ManyV6 Many = "v6"
	// `v7` on the wire.
	ManyV7 Many = "v7"
	// `v8` on the wire.
	ManyV8 Many = "v8"
	// `v9` on the wire.
	ManyV9 Many = "v9"
	// `v10` on the wire.
	ManyV10 Many = "v10"
	// `v11` on the wire.
	ManyV11 Many = "v11"
	// `v12` on the wire.
	ManyV12 Many = "v12"
	// `v13` on the wire.
	ManyV13 Many = "v13"
	// `v14` on the wire.
	ManyV14 Many = "v14"
	// `v15` on the wire.
	ManyV15 Many = "v15"
	// `v16` on the wire.
	ManyV16 Many = "v16"
	// `v17` on the wire.
	ManyV17 Many = "v17"
	// `v18` on the wire.
	ManyV18 Many = "v18"
	// `v19` on the wire.
	ManyV19 Many = "v19"
	// `v20` on the wire.
	ManyV20 Many = "v20"
	// `v21` on the wire.
	ManyV21 Many = "v21"
	// `v22` on the wire.
	ManyV22 Many = "v22"
	// `v23` on the wire.
	ManyV23 Many = "v23"
	// `v24` on the wire.
	ManyV24 Many = "v24"
	// `v25` on the wire.
	ManyV25 Many = "v25"
	// `v26` on the wire.
	ManyV26 Many = "v26"
	// `v27` on the wire.
	ManyV27 Many = "v27"
	// `v28` on the wire.
	ManyV28 Many = "v28"
	// `v29` on the wire.
	ManyV29 Many = "v29"
	// `v30` on the wire.
	ManyV30 Many = "v30"
	// `v31` on the wire.
	ManyV31 Many = "v31"
	// `v32` on the wire.
	ManyV32 Many = "v32"
	// `v33` on the wire.
	ManyV33 Many = "v33"
	// `v34` on the wire.
	ManyV34 Many = "v34"
	// `v35` on the wire.
	ManyV35 Many = "v35"
	// `v36` on the wire.
	ManyV36 Many = "v36"
	// `v37` on the wire.
	ManyV37 Many = "v37"
	// `v38` on the wire.
	ManyV38 Many = "v38"
	// `v39` on the wire.
	ManyV39 Many = "v39"
	// `v40` on the wire.
	ManyV40 Many = "v40"
	// `v41` on the wire.
	ManyV41 Many = "v41"
	// `v42` on the wire.
	ManyV42 Many = "v42"
	// `v43` on the wire.
	ManyV43 Many = "v43"
	// `v44` on the wire.
	ManyV44 Many = "v44"
	// `v45` on the wire.
	ManyV45 Many = "v45"
	// `v46` on the wire.
	ManyV46 Many = "v46"
	// `v47` on the wire.
	ManyV47 Many = "v47"
	// `v48` on the wire.
	ManyV48 Many = "v48"
	// `v49` on the wire.
	ManyV49 Many = "v49"
	// `v50` on the wire.
	ManyV50 Many = "v50"
	// `v51` on the wire.
	ManyV51 Many = "v51"
	// `v52` on the wire.
	ManyV52 Many = "v52"
	// `v53` on the wire.
	ManyV53 Many = "v53"
	// `v54` on the wire.
	ManyV54 Many = "v54"
	// `v55` on the wire.
	ManyV55 Many = "v55"
	// `v56` on the wire.
	ManyV56 Many = "v56"
	// `v57` on the wire.
	ManyV57 Many = "v57"
	// `v58` on the wire.
	ManyV58 Many = "v58"
	// `v59` on the wire.
	ManyV59 Many = "v59"
	// `v60` on the wire.
	ManyV60 Many = "v60"
	// `v61` on the wire.
	ManyV61 Many = "v61"
	// `v62` on the wire.
	ManyV62 Many = "v62"
	// `v63` on the wire.
	ManyV63 Many = "v63"
	// `v64` on the wire.
	ManyV64 Many = "v64"
	// `v65` on the wire.
	ManyV65 Many = "v65"
	// `v66` on the wire.
	ManyV66 Many = "v66"
	// `v67` on the wire.
	ManyV67 Many = "v67"
	// `v68` on the wire.
	ManyV68 Many = "v68"
	// `v69` on the wire.
	ManyV69 Many = "v69"
	// `v70` on the wire.
	ManyV70 Many = "v70"
	// `v71` on the wire.
	ManyV71 Many = "v71"
	// `v72` on the wire.
	ManyV72 Many = "v72"
	// `v73` on the wire.
	ManyV73 Many = "v73"
	// `v74` on the wire.
	ManyV74 Many = "v74"
	// `v75` on the wire.
	ManyV75 Many = "v75"
	// `v76` on the wire.
	ManyV76 Many = "v76"
	// `v77` on the wire.
	ManyV77 Many = "v77"
	// `v78` on the wire.
	ManyV78 Many = "v78"
	// `v79` on the wire.
	ManyV79 Many = "v79"
	// `v80` on the wire.
	ManyV80 Many = "v80"
	// `v81` on the wire.
	ManyV81 Many = "v81"
	// `v82` on the wire.
	ManyV82 Many = "v82"
	// `v83` on the wire.
	ManyV83 Many = "v83"
	// `v84` on the wire.
	ManyV84 Many = "v84"
	// `v85` on the wire.
	ManyV85 Many = "v85"
	// `v86` on the wire.
	ManyV86 Many = "v86"
	// `v87` on the wire.
	ManyV87 Many = "v87"
	// `v88` on the wire.
	ManyV88 Many = "v88"
	// `v89` on the wire.
	ManyV89 Many = "v89"
	// `v90` on the wire.
	ManyV90 Many = "v90"
	// `v91` on the wire.
	ManyV91 Many = "v91"
	// `v92` on the wire.
	ManyV92 Many = "v92"
	// `v93` on the wire.
	ManyV93 Many = "v93"
	// `v94` on the wire.
	ManyV94 Many = "v94"
	// `v95` on the wire.
	ManyV95 Many = "v95"
	// `v96` on the wire.
	ManyV96 Many = "v96"
	// `v97` on the wire.
	ManyV97 Many = "v97"
	// `v98` on the wire.
	ManyV98 Many = "v98"
	// `v99` on the wire.
	ManyV99 Many = "v99"
	// `v100` on the wire.
	ManyV100 Many = "v100"
	// `v101` on the wire.
	ManyV101 Many = "v101"
	// `v102` on the wire.
	ManyV102 Many = "v102"
	// `v103` on the wire.
	ManyV103 Many = "v103"
	// `v104` on the wire.
	ManyV104 Many = "v104"
	// `v105` on the wire.
	ManyV105 Many = "v105"
	// `v106` on the wire.
	ManyV106 Many = "v106"
	// `v107` on the wire.
	ManyV107 Many = "v107"
	// `v108` on the wire.
	ManyV108 Many = "v108"
	// `v109` on the wire.
	ManyV109 Many = "v109"
	// `v110` on the wire.
	ManyV110 Many = "v110"
	// `v111` on the wire.
	ManyV111 Many = "v111"
	// `v112` on the wire.
	ManyV112 Many = "v112"
	// `v113` on the wire.
	ManyV113 Many = "v113"
	// `v114` on the wire.
	ManyV114 Many = "v114"
	// `v115` on the wire.
	ManyV115 Many = "v115"
	// `v116` on the wire.
	ManyV116 Many = "v116"
	// `v117` on the wire.
	ManyV117 Many = "v117"
	// `v118` on the wire.
	ManyV118 Many = "v118"
	// `v119` on the wire.
	ManyV119 Many = "v119"
	// `v120` on the wire.
	ManyV120 Many = "v120"
	// `v121` on the wire.
	ManyV121 Many = "v121"
	// `v122` on the wire.
	ManyV122 Many = "v122"
	// `v123` on the wire.
	ManyV123 Many = "v123"
	// `v124` on the wire.
	ManyV124 Many = "v124"
	// `v125` on the wire.
	ManyV125 Many = "v125"
	// `v126` on the wire.
	ManyV126 Many = "v126"
	// `v127` on the wire.
	ManyV127 Many = "v127"
	// `v128` on the wire.
	ManyV128 Many = "v128"
	// `v129` on the wire.
	ManyV129 Many = "v129"
	// `v130` on the wire.
	ManyV130 Many = "v130"
	// `v131` on the wire.
	ManyV131 Many = "v131"
	// `v132` on the wire.
	ManyV132 Many = "v132"
	// `v133` on the wire.
	ManyV133 Many = "v133"
	// `v134` on the wire.
	ManyV134 Many = "v134"
	// `v135` on the wire.
	ManyV135 Many = "v135"
	// `v136` on the wire.
	ManyV136 Many = "v136"
	// `v137` on the wire.
	ManyV137 Many = "v137"
	// `v138` on the wire.
	ManyV138 Many = "v138"
	// `v139` on the wire.
	ManyV139 Many = "v139"
	// `v140` on the wire.
	ManyV140 Many = "v140"
	// `v141` on the wire.
	ManyV141 Many = "v141"
	// `v142` on the wire.
	ManyV142 Many = "v142"
	// `v143` on the wire.
	ManyV143 Many = "v143"
	// `v144` on the wire.
	ManyV144 Many = "v144"
	// `v145` on the wire.
	ManyV145 Many = "v145"
	// `v146` on the wire.
	ManyV146 Many = "v146"
	// `v147` on the wire.
	ManyV147 Many = "v147"
	// `v148` on the wire.
	ManyV148 Many = "v148"
	// `v149` on the wire.
	ManyV149 Many = "v149"
	// `v150` on the wire.
	ManyV150 Many = "v150"
	// `v151` on the wire.
	ManyV151 Many = "v151"
	// `v152` on the wire.
	ManyV152 Many = "v152"
	// `v153` on the wire.
	ManyV153 Many = "v153"
	// `v154` on the wire.
	ManyV154 Many = "v154"
	// `v155` on the wire.
	ManyV155 Many = "v155"
	// `v156` on the wire.
	ManyV156 Many = "v156"
	// `v157` on the wire.
	ManyV157 Many = "v157"
	// `v158` on the wire.
	ManyV158 Many = "v158"
	// `v159` on the wire.
	ManyV159 Many = "v159"
	// `v160` on the wire.
	ManyV160 Many = "v160"
	// `v161` on the wire.
	ManyV161 Many = "v161"
	// `v162` on the wire.
	ManyV162 Many = "v162"
	// `v163` on the wire.
	ManyV163 Many = "v163"
	// `v164` on the wire.
	ManyV164 Many = "v164"
	// `v165` on the wire.
	ManyV165 Many = "v165"
	// `v166` on the wire.
	ManyV166 Many = "v166"
	// `v167` on the wire.
	ManyV167 Many = "v167"
	// `v168` on the wire.
	ManyV168 Many = "v168"
	// `v169` on the wire.
	ManyV169 Many = "v169"
	// `v170` on the wire.
	ManyV170 Many = "v170"
	// `v171` on the wire.
	ManyV171 Many = "v171"
	// `v172` on the wire.
	ManyV172 Many = "v172"
	// `v173` on the wire.
	ManyV173 Many = "v173"
	// `v174` on the wire.
	ManyV174 Many = "v174"
	// `v175` on the wire.
	ManyV175 Many = "v175"
	// `v176` on the wire.
	ManyV176 Many = "v176"
	// `v177` on the wire.
	ManyV177 Many = "v177"
	// `v178` on the wire.
	ManyV178 Many = "v178"
	// `v179` on the wire.
	ManyV179 Many = "v179"
	// `v180` on the wire.
	ManyV180 Many = "v180"
	// `v181` on the wire.
	ManyV181 Many = "v181"
	// `v182` on the wire.
	ManyV182 Many = "v182"
	// `v183` on the wire.
	ManyV183 Many = "v183"
	// `v184` on the wire.
	ManyV184 Many = "v184"
	// `v185` on the wire.
	ManyV185 Many = "v185"
	// `v186` on the wire.
	ManyV186 Many = "v186"
	// `v187` on the wire.
	ManyV187 Many = "v187"
	// `v188` on the wire.
	ManyV188 Many = "v188"
	// `v189` on the wire.
	ManyV189 Many = "v189"
	// `v190` on the wire.
	ManyV190 Many = "v190"
	// `v191` on the wire.
	ManyV191 Many = "v191"
	// `v192` on the wire.
	ManyV192 Many = "v192"
	// `v193` on the wire.
	ManyV193 Many = "v193"
	// `v194` on the wire.
	ManyV194 Many = "v194"
	// `v195` on the wire.
	ManyV195 Many = "v195"
	// `v196` on the wire.
	ManyV196 Many = "v196"
	// `v197` on the wire.
	ManyV197 Many = "v197"
	// `v198` on the wire.
	ManyV198 Many = "v198"
	// `v199` on the wire.
	ManyV199 Many = "v199"
)

// Message is an object that accessors lead to.
type Message struct {
	// A number.
	ID int64 `json:"id"`
}

// Nullable is an enumeration with a name of Rust's.
type Nullable string

// The values of Nullable that are known.
const (
	// `strategy` on the wire.
	NullableStrategy Nullable = "strategy"
	// `parameters` on the wire.
	NullableParameters Nullable = "parameters"
	// `self` on the wire.
	NullableSelf Nullable = "self"
	// `err` on the wire.
	NullableErr Nullable = "err"
	// `KNOWN` on the wire.
	NullableKnown Nullable = "KNOWN"
)

// Odd: Values that are hard to write.
type Odd string

// The values of Odd that are known.
const (
	// `a"b` on the wire.
	OddAB Odd = "a\"b"
	// `back\slash` on the wire.
	OddBackSlash Odd = "back\\slash"
	// ` tick` ` on the wire.
	OddTick Odd = "tick`"
	// `two words ` on the wire.
	OddTwoWords Odd = "two words "
	// `<b>` on the wire.
	OddB Odd = "<b>"
	// `*/y` on the wire.
	OddY Odd = "*/y"
	// `\u0041` on the wire.
	OddU0041 Odd = "\\u0041"
	// `{c}` on the wire.
	OddC Odd = "{c}"
	// `x` on the wire.
	OddX Odd = "x"
	// `1` on the wire.
	Odd1 Odd = "1"
)

// OK is an object with a name of Rust's.
type OK struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// OpenVisitor is an object with a name of Rust's.
type OpenVisitor struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// OptionType is an object with a name of Rust's.
type OptionType struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Prelude is a value of each type with a name of Rust's.
type Prelude struct {
	// One of them, or absent.
	From *From `json:"from,omitempty"`
	// One of them, or absent.
	Strategy *StrategyType `json:"strategy,omitempty"`
	// One of them, or absent.
	Values *Values `json:"values,omitempty"`
	// One of them, or absent.
	Option *OptionType `json:"option,omitempty"`
	// One of them, or absent.
	Box *Box `json:"box,omitempty"`
	// One of them, or absent.
	UUID *UUID `json:"uuid,omitempty"`
	// One of them, or absent.
	OK *OK `json:"ok,omitempty"`
	// One of them, or absent.
	Deserialize *Deserialize `json:"deserialize,omitempty"`
	// One of them, or absent.
	Jsonschema *JSONSchema `json:"jsonschema,omitempty"`
	// One of them, or absent.
	Toowned *ToOwned `json:"toowned,omitempty"`
	// One of them, or absent.
	Default *Default `json:"default,omitempty"`
	// One of them, or absent.
	Send *Send `json:"send,omitempty"`
	// One of them, or absent.
	Openvisitor *OpenVisitor `json:"openvisitor,omitempty"`
	// One of them, or absent.
	S *S `json:"s,omitempty"`
	// One of them, or absent.
	Into *Into `json:"into,omitempty"`
	// One of them, or absent.
	Union *Union `json:"union,omitempty"`
	// One of them, or absent.
	Arbitrary *Arbitrary `json:"arbitrary,omitempty"`
	// One of them, or absent.
	Result *Result `json:"result,omitempty"`
	// One of them, or absent.
	Vec *Vec `json:"vec,omitempty"`
	// One of them, or absent.
	Some *Some `json:"some,omitempty"`
	// One of them, or absent.
	Serialize *Serialize `json:"serialize,omitempty"`
	// One of them, or absent.
	Deserializer *Deserializer `json:"deserializer,omitempty"`
	// One of them, or absent.
	Cow *Cow `json:"cow,omitempty"`
	// One of them, or absent.
	Iterator *Iterator `json:"iterator,omitempty"`
	// One of them, or absent.
	Clone *Clone `json:"clone,omitempty"`
	// One of them, or absent.
	Value *Value `json:"value,omitempty"`
	// One of them, or absent.
	Nullable *Nullable `json:"nullable,omitempty"`
	// One of them, or absent.
	D *D `json:"d,omitempty"`
	// One of them, or absent.
	String *String `json:"string,omitempty"`
}

// Result is an enumeration with a name of Rust's.
type Result string

// The values of Result that are known.
const (
	// `strategy` on the wire.
	ResultStrategy Result = "strategy"
	// `parameters` on the wire.
	ResultParameters Result = "parameters"
	// `self` on the wire.
	ResultSelf Result = "self"
	// `err` on the wire.
	ResultErr Result = "err"
	// `KNOWN` on the wire.
	ResultKnown Result = "KNOWN"
)

// S is an object with a name of Rust's.
type S struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Send is an object with a name of Rust's.
type Send struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Serialize is an enumeration with a name of Rust's.
type Serialize string

// The values of Serialize that are known.
const (
	// `strategy` on the wire.
	SerializeStrategy Serialize = "strategy"
	// `parameters` on the wire.
	SerializeParameters Serialize = "parameters"
	// `self` on the wire.
	SerializeSelf Serialize = "self"
	// `err` on the wire.
	SerializeErr Serialize = "err"
	// `KNOWN` on the wire.
	SerializeKnown Serialize = "KNOWN"
)

// Server is an enumeration with the name of an object of Postal's.
type Server string

// The values of Server that are known.
const (
	// `a` on the wire.
	ServerA Server = "a"
)

// Some is an enumeration with a name of Rust's.
type Some string

// The values of Some that are known.
const (
	// `strategy` on the wire.
	SomeStrategy Some = "strategy"
	// `parameters` on the wire.
	SomeParameters Some = "parameters"
	// `self` on the wire.
	SomeSelf Some = "self"
	// `err` on the wire.
	SomeErr Some = "err"
	// `KNOWN` on the wire.
	SomeKnown Some = "KNOWN"
)

// StrategyType is an object with a name of Rust's.
type StrategyType struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// String is an enumeration with a name of Rust's.
type String string

// The values of String that are known.
const (
	// `strategy` on the wire.
	StringStrategy String = "strategy"
	// `parameters` on the wire.
	StringParameters String = "parameters"
	// `self` on the wire.
	StringSelf String = "self"
	// `err` on the wire.
	StringErr String = "err"
	// `KNOWN` on the wire.
	StringKnown String = "KNOWN"
)

// Timestamp is a point in time.
type Timestamp = float64

// ToOwned is an object with a name of Rust's.
type ToOwned struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Union is an enumeration with a name of Rust's.
type Union string

// The values of Union that are known.
const (
	// `strategy` on the wire.
	UnionStrategy Union = "strategy"
	// `parameters` on the wire.
	UnionParameters Union = "parameters"
	// `self` on the wire.
	UnionSelf Union = "self"
	// `err` on the wire.
	UnionErr Union = "err"
	// `KNOWN` on the wire.
	UnionKnown Union = "KNOWN"
)

// UUID is an object with a name of Rust's.
type UUID struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Value is an enumeration with a name of Rust's.
type Value string

// The values of Value that are known.
const (
	// `strategy` on the wire.
	ValueStrategy Value = "strategy"
	// `parameters` on the wire.
	ValueParameters Value = "parameters"
	// `self` on the wire.
	ValueSelf Value = "self"
	// `err` on the wire.
	ValueErr Value = "err"
	// `KNOWN` on the wire.
	ValueKnown Value = "KNOWN"
)

// Values is an object with a name of Rust's.
type Values struct {
	// A string.
	Text string `json:"text"`
	// A UUID.
	ID string `json:"id"`
	// A list.
	List []*string `json:"list"`
	// A string or null.
	None *string `json:"none"`
	// A time or null.
	At *Timestamp `json:"at"`
	// A string, sometimes absent.
	Maybe *string `json:"maybe,omitempty"`
}

// Vec is an enumeration with a name of Rust's.
type Vec string

// The values of Vec that are known.
const (
	// `strategy` on the wire.
	VecStrategy Vec = "strategy"
	// `parameters` on the wire.
	VecParameters Vec = "parameters"
	// `self` on the wire.
	VecSelf Vec = "self"
	// `err` on the wire.
	VecErr Vec = "err"
	// `KNOWN` on the wire.
	VecKnown Vec = "KNOWN"
)

// Wide is an object of 150 keys.
type Wide struct {
	// A key.
	K0 string `json:"k0"`
	// A key.
	K1 *bool `json:"k1"`
	// A key.
	K2 int64 `json:"k2"`
	// A key.
	K3 Many `json:"k3"`
	// A key.
	K4 *Odd `json:"k4"`
	// A key.
	K5 string `json:"k5"`
	// A key.
	K6 *bool `json:"k6"`
	// A key.
	K7 int64 `json:"k7"`
	// A key.
	K8 Many `json:"k8"`
	// A key.
	K9 *Odd `json:"k9"`
	// A key.
	K10 string `json:"k10"`
	// A key.
	K11 *bool `json:"k11"`
	// A key.
	K12 int64 `json:"k12"`
	// A key.
	K13 Many `json:"k13"`
	// A key.
	K14 *Odd `json:"k14"`
	// A key.
	K15 string `json:"k15"`
	// A key.
	K16 *bool `json:"k16"`
	// A key.
	K17 int64 `json:"k17"`
	// A key.
	K18 Many `json:"k18"`
	// A key.
	K19 *Odd `json:"k19"`
	// A key.
	K20 string `json:"k20"`
	// A key.
	K21 *bool `json:"k21"`
	// A key.
	K22 int64 `json:"k22"`
	// A key.
	K23 Many `json:"k23"`
	// A key.
	K24 *Odd `json:"k24"`
	// A key.
	K25 string `json:"k25"`
	// A key.
	K26 *bool `json:"k26"`
	// A key.
	K27 int64 `json:"k27"`
	// A key.
	K28 Many `json:"k28"`
	// A key.
	K29 *Odd `json:"k29"`
	// A key.
	K30 string `json:"k30"`
	// A key.
	K31 *bool `json:"k31"`
	// A key.
	K32 int64 `json:"k32"`
	// A key.
	K33 Many `json:"k33"`
	// A key.
	K34 *Odd `json:"k34"`
	// A key.
	K35 string `json:"k35"`
	// A key.
	K36 *bool `json:"k36"`
	// A key.
	K37 int64 `json:"k37"`
	// A key.
	K38 Many `json:"k38"`
	// A key.
	K39 *Odd `json:"k39"`
	// A key.
	K40 string `json:"k40"`
	// A key.
	K41 *bool `json:"k41"`
	// A key.
	K42 int64 `json:"k42"`
	// A key.
	K43 Many `json:"k43"`
	// A key.
	K44 *Odd `json:"k44"`
	// A key.
	K45 string `json:"k45"`
	// A key.
	K46 *bool `json:"k46"`
	// A key.
	K47 int64 `json:"k47"`
	// A key.
	K48 Many `json:"k48"`
	// A key.
	K49 *Odd `json:"k49"`
	// A key.
	K50 string `json:"k50"`
	// A key.
	K51 *bool `json:"k51"`
	// A key.
	K52 int64 `json:"k52"`
	// A key.
	K53 Many `json:"k53"`
	// A key.
	K54 *Odd `json:"k54"`
	// A key.
	K55 string `json:"k55"`
	// A key.
	K56 *bool `json:"k56"`
	// A key.
	K57 int64 `json:"k57"`
	// A key.
	K58 Many `json:"k58"`
	// A key.
	K59 *Odd `json:"k59"`
	// A key.
	K60 string `json:"k60"`
	// A key.
	K61 *bool `json:"k61"`
	// A key.
	K62 int64 `json:"k62"`
	// A key.
	K63 Many `json:"k63"`
	// A key.
	K64 *Odd `json:"k64"`
	// A key.
	K65 string `json:"k65"`
	// A key.
	K66 *bool `json:"k66"`
	// A key.
	K67 int64 `json:"k67"`
	// A key.
	K68 Many `json:"k68"`
	// A key.
	K69 *Odd `json:"k69"`
	// A key.
	K70 string `json:"k70"`
	// A key.
	K71 *bool `json:"k71"`
	// A key.
	K72 int64 `json:"k72"`
	// A key.
	K73 Many `json:"k73"`
	// A key.
	K74 *Odd `json:"k74"`
	// A key.
	K75 string `json:"k75"`
	// A key.
	K76 *bool `json:"k76"`
	// A key.
	K77 int64 `json:"k77"`
	// A key.
	K78 Many `json:"k78"`
	// A key.
	K79 *Odd `json:"k79"`
	// A key.
	K80 string `json:"k80"`
	// A key.
	K81 *bool `json:"k81"`
	// A key.
	K82 int64 `json:"k82"`
	// A key.
	K83 Many `json:"k83"`
	// A key.
	K84 *Odd `json:"k84"`
	// A key.
	K85 string `json:"k85"`
	// A key.
	K86 *bool `json:"k86"`
	// A key.
	K87 int64 `json:"k87"`
	// A key.
	K88 Many `json:"k88"`
	// A key.
	K89 *Odd `json:"k89"`
	// A key.
	K90 string `json:"k90"`
	// A key.
	K91 *bool `json:"k91"`
	// A key.
	K92 int64 `json:"k92"`
	// A key.
	K93 Many `json:"k93"`
	// A key.
	K94 *Odd `json:"k94"`
	// A key.
	K95 string `json:"k95"`
	// A key.
	K96 *bool `json:"k96"`
	// A key.
	K97 int64 `json:"k97"`
	// A key.
	K98 Many `json:"k98"`
	// A key.
	K99 *Odd `json:"k99"`
	// A key.
	K100 string `json:"k100"`
	// A key.
	K101 *bool `json:"k101"`
	// A key.
	K102 int64 `json:"k102"`
	// A key.
	K103 Many `json:"k103"`
	// A key.
	K104 *Odd `json:"k104"`
	// A key.
	K105 string `json:"k105"`
	// A key.
	K106 *bool `json:"k106"`
	// A key.
	K107 int64 `json:"k107"`
	// A key.
	K108 Many `json:"k108"`
	// A key.
	K109 *Odd `json:"k109"`
	// A key.
	K110 string `json:"k110"`
	// A key.
	K111 *bool `json:"k111"`
	// A key.
	K112 int64 `json:"k112"`
	// A key.
	K113 Many `json:"k113"`
	// A key.
	K114 *Odd `json:"k114"`
	// A key.
	K115 string `json:"k115"`
	// A key.
	K116 *bool `json:"k116"`
	// A key.
	K117 int64 `json:"k117"`
	// A key.
	K118 Many `json:"k118"`
	// A key.
	K119 *Odd `json:"k119"`
	// A key.
	K120 string `json:"k120"`
	// A key.
	K121 *bool `json:"k121"`
	// A key.
	K122 int64 `json:"k122"`
	// A key.
	K123 Many `json:"k123"`
	// A key.
	K124 *Odd `json:"k124"`
	// A key.
	K125 string `json:"k125"`
	// A key.
	K126 *bool `json:"k126"`
	// A key.
	K127 int64 `json:"k127"`
	// A key.
	K128 Many `json:"k128"`
	// A key.
	K129 *Odd `json:"k129"`
	// A key.
	K130 string `json:"k130"`
	// A key.
	K131 *bool `json:"k131"`
	// A key.
	K132 int64 `json:"k132"`
	// A key.
	K133 Many `json:"k133"`
	// A key.
	K134 *Odd `json:"k134"`
	// A key.
	K135 string `json:"k135"`
	// A key.
	K136 *bool `json:"k136"`
	// A key.
	K137 int64 `json:"k137"`
	// A key.
	K138 Many `json:"k138"`
	// A key.
	K139 *Odd `json:"k139"`
	// A key.
	K140 string `json:"k140"`
	// A key.
	K141 *bool `json:"k141"`
	// A key.
	K142 int64 `json:"k142"`
	// A key.
	K143 Many `json:"k143"`
	// A key.
	K144 *Odd `json:"k144"`
	// A key.
	K145 string `json:"k145"`
	// A key.
	K146 *bool `json:"k146"`
	// A key.
	K147 int64 `json:"k147"`
	// A key.
	K148 Many `json:"k148"`
	// A key.
	K149 *Odd `json:"k149"`
}
