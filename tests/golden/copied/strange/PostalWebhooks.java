import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
 *
 * <p>They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.</p>
 *
 * <p>A mapper of Jackson (2.12 or later) reads <code>PostalWebhooks.Webhook</code>; its <code>payloadType</code> is the type to convert the payload to.</p>
 */
public final class PostalWebhooks {
    private PostalWebhooks() {}

    /**
     * The body of a webhook request of the Postal mail server: an event in its envelope.
     *
     * @param event The name of the event.
     * @param timestamp When Postal queued the event; the same on every retry.
     * @param payload What the event tells; its keys depend on the event.
     * @param uuid Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Webhook(
            @JsonProperty("event") String event,
            @JsonProperty("timestamp") double timestamp,
            @JsonProperty("payload") java.util.Map<String, Object> payload,
            @JsonProperty("uuid") String uuid) {
        /**
         * The type of the payload of this event; <code>Map</code> for an event that is not known.
         *
         * @return the type
         */
        public Class<?> payloadType() {
            return switch (event) {
                case "Err" -> Keywords.class;
                case "Known" -> Wide.class;
                case "Parameters" -> Keywords.class;
                case "Self" -> Flag.class;
                case "Strategy" -> Prelude.class;
                default -> java.util.Map.class;
            };
        }
    }

    /** An enumeration with a name of Rust's. */
    public static final class Arbitrary {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Arbitrary() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Box(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Clone {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Clone() {}
    }

    /** An enumeration with a name of Rust's. */
    public static final class Cow {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Cow() {}
    }

    /** An enumeration with a name of Rust's. */
    public static final class D {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private D() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Default(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Deserialize(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Deserializer {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Deserializer() {}
    }

    /**
     * A payload of one boolean.
     *
     * @param flag A flag.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Flag(
            @JsonProperty("flag") boolean flag) {}

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record From(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Into {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Into() {}
    }

    /** An enumeration with a name of Rust's. */
    public static final class Iterator {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Iterator() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record JsonSchema(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * Keys that are words of Rust or of the generated code.
     *
     * @param message A message or null.
     * @param at A time or null.
     * @param server An enumeration, sometimes absent.
     * @param self A key.
     * @param super_ A key.
     * @param crate A key.
     * @param type A key.
     * @param async A key.
     * @param gen A key.
     * @param dyn A key.
     * @param try_ A key.
     * @param payload A key.
     * @param event A key.
     * @param values A key.
     * @param string A key.
     * @param uuid A key.
     * @param deserializer A key.
     * @param serializer A key.
     * @param value A key.
     * @param abstract_ A key.
     * @param yield A key.
     * @param box A key.
     * @param r A key.
     * @param f A key.
     * @param macroRules A key.
     * @param union A key.
     * @param some A key.
     * @param none A key.
     * @param key A word of the hand-written code.
     * @param object A word of the hand-written code.
     * @param name A word of the hand-written code.
     * @param map A word of the hand-written code.
     * @param seed A word of the hand-written code.
     * @param visitor A word of the hand-written code.
     * @param error A word of the hand-written code.
     * @param result A word of the hand-written code.
     * @param field A word of the hand-written code.
     * @param index A word of the hand-written code.
     * @param other A word of the hand-written code.
     * @param new_ A word of the hand-written code.
     * @param known A word of the hand-written code.
     * @param a A word of the hand-written code.
     * @param d A word of the hand-written code.
     * @param e A word of the hand-written code.
     * @param de A word of the hand-written code.
     * @param kind A word of the hand-written code.
     * @param data A word of the hand-written code.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Keywords(
            @JsonProperty("message") Message message,
            @JsonProperty("at") Double at,
            @JsonProperty("server") @JsonInclude(JsonInclude.Include.NON_NULL) String server,
            @JsonProperty("self") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean self,
            @JsonProperty("super") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean super_,
            @JsonProperty("crate") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean crate,
            @JsonProperty("type") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean type,
            @JsonProperty("async") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean async,
            @JsonProperty("gen") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean gen,
            @JsonProperty("dyn") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean dyn,
            @JsonProperty("try") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean try_,
            @JsonProperty("payload") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean payload,
            @JsonProperty("event") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean event,
            @JsonProperty("values") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean values,
            @JsonProperty("string") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean string,
            @JsonProperty("uuid") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean uuid,
            @JsonProperty("deserializer") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean deserializer,
            @JsonProperty("serializer") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean serializer,
            @JsonProperty("value") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean value,
            @JsonProperty("abstract") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean abstract_,
            @JsonProperty("yield") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean yield,
            @JsonProperty("box") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean box,
            @JsonProperty("r") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean r,
            @JsonProperty("f") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean f,
            @JsonProperty("macro_rules") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean macroRules,
            @JsonProperty("union") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean union,
            @JsonProperty("Some") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean some,
            @JsonProperty("None") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean none,
            @JsonProperty("key") @JsonInclude(JsonInclude.Include.NON_NULL) String key,
            @JsonProperty("object") @JsonInclude(JsonInclude.Include.NON_NULL) String object,
            @JsonProperty("name") @JsonInclude(JsonInclude.Include.NON_NULL) String name,
            @JsonProperty("map") @JsonInclude(JsonInclude.Include.NON_NULL) String map,
            @JsonProperty("seed") @JsonInclude(JsonInclude.Include.NON_NULL) String seed,
            @JsonProperty("visitor") @JsonInclude(JsonInclude.Include.NON_NULL) String visitor,
            @JsonProperty("error") @JsonInclude(JsonInclude.Include.NON_NULL) String error,
            @JsonProperty("result") @JsonInclude(JsonInclude.Include.NON_NULL) String result,
            @JsonProperty("field") @JsonInclude(JsonInclude.Include.NON_NULL) String field,
            @JsonProperty("index") @JsonInclude(JsonInclude.Include.NON_NULL) String index,
            @JsonProperty("other") @JsonInclude(JsonInclude.Include.NON_NULL) String other,
            @JsonProperty("new") @JsonInclude(JsonInclude.Include.NON_NULL) String new_,
            @JsonProperty("known") @JsonInclude(JsonInclude.Include.NON_NULL) String known,
            @JsonProperty("a") @JsonInclude(JsonInclude.Include.NON_NULL) String a,
            @JsonProperty("d") @JsonInclude(JsonInclude.Include.NON_NULL) String d,
            @JsonProperty("e") @JsonInclude(JsonInclude.Include.NON_NULL) String e,
            @JsonProperty("de") @JsonInclude(JsonInclude.Include.NON_NULL) String de,
            @JsonProperty("kind") @JsonInclude(JsonInclude.Include.NON_NULL) String kind,
            @JsonProperty("data") @JsonInclude(JsonInclude.Include.NON_NULL) String data) {}

    /** More values than a macro can recurse. */
    public static final class Many {
        /** <code>v0</code> on the wire. */
        public static final String V0 = "v0";

        /** <code>v1</code> on the wire. */
        public static final String V1 = "v1";

        /** <code>v2</code> on the wire. */
        public static final String V2 = "v2";

        /** <code>v3</code> on the wire. */
        public static final String V3 = "v3";

        /** <code>v4</code> on the wire. */
        public static final String V4 = "v4";

        /** <code>v5</code> on the wire. */
        public static final String V5 = "v5";

        /** <code>v6</code> on the wire. */
        public static final String V6 = "v6";

        /** <code>v7</code> on the wire. */
        public static final String V7 = "v7";

        /** <code>v8</code> on the wire. */
        public static final String V8 = "v8";

        /** <code>v9</code> on the wire. */
        public static final String V9 = "v9";

        /** <code>v10</code> on the wire. */
        public static final String V10 = "v10";

        /** <code>v11</code> on the wire. */
        public static final String V11 = "v11";

        /** <code>v12</code> on the wire. */
        public static final String V12 = "v12";

        /** <code>v13</code> on the wire. */
        public static final String V13 = "v13";

        /** <code>v14</code> on the wire. */
        public static final String V14 = "v14";

        /** <code>v15</code> on the wire. */
        public static final String V15 = "v15";

        /** <code>v16</code> on the wire. */
        public static final String V16 = "v16";

        /** <code>v17</code> on the wire. */
        public static final String V17 = "v17";

        /** <code>v18</code> on the wire. */
        public static final String V18 = "v18";

        /** <code>v19</code> on the wire. */
        public static final String V19 = "v19";

        /** <code>v20</code> on the wire. */
        public static final String V20 = "v20";

        /** <code>v21</code> on the wire. */
        public static final String V21 = "v21";

        /** <code>v22</code> on the wire. */
        public static final String V22 = "v22";

        /** <code>v23</code> on the wire. */
        public static final String V23 = "v23";

        /** <code>v24</code> on the wire. */
        public static final String V24 = "v24";

        /** <code>v25</code> on the wire. */
        public static final String V25 = "v25";

        /** <code>v26</code> on the wire. */
        public static final String V26 = "v26";

        /** <code>v27</code> on the wire. */
        public static final String V27 = "v27";

        /** <code>v28</code> on the wire. */
        public static final String V28 = "v28";

        /** <code>v29</code> on the wire. */
        public static final String V29 = "v29";

        /** <code>v30</code> on the wire. */
        public static final String V30 = "v30";

        /** <code>v31</code> on the wire. */
        public static final String V31 = "v31";

        /** <code>v32</code> on the wire. */
        public static final String V32 = "v32";

        /** <code>v33</code> on the wire. */
        public static final String V33 = "v33";

        /** <code>v34</code> on the wire. */
        public static final String V34 = "v34";

        /** <code>v35</code> on the wire. */
        public static final String V35 = "v35";

        /** <code>v36</code> on the wire. */
        public static final String V36 = "v36";

        /** <code>v37</code> on the wire. */
        public static final String V37 = "v37";

        /** <code>v38</code> on the wire. */
        public static final String V38 = "v38";

        /** <code>v39</code> on the wire. */
        public static final String V39 = "v39";

        /** <code>v40</code> on the wire. */
        public static final String V40 = "v40";

        /** <code>v41</code> on the wire. */
        public static final String V41 = "v41";

        /** <code>v42</code> on the wire. */
        public static final String V42 = "v42";

        /** <code>v43</code> on the wire. */
        public static final String V43 = "v43";

        /** <code>v44</code> on the wire. */
        public static final String V44 = "v44";

        /** <code>v45</code> on the wire. */
        public static final String V45 = "v45";

        /** <code>v46</code> on the wire. */
        public static final String V46 = "v46";

        /** <code>v47</code> on the wire. */
        public static final String V47 = "v47";

        /** <code>v48</code> on the wire. */
        public static final String V48 = "v48";

        /** <code>v49</code> on the wire. */
        public static final String V49 = "v49";

        /** <code>v50</code> on the wire. */
        public static final String V50 = "v50";

        /** <code>v51</code> on the wire. */
        public static final String V51 = "v51";

        /** <code>v52</code> on the wire. */
        public static final String V52 = "v52";

        /** <code>v53</code> on the wire. */
        public static final String V53 = "v53";

        /** <code>v54</code> on the wire. */
        public static final String V54 = "v54";

        /** <code>v55</code> on the wire. */
        public static final String V55 = "v55";

        /** <code>v56</code> on the wire. */
        public static final String V56 = "v56";

        /** <code>v57</code> on the wire. */
        public static final String V57 = "v57";

        /** <code>v58</code> on the wire. */
        public static final String V58 = "v58";

        /** <code>v59</code> on the wire. */
        public static final String V59 = "v59";

        /** <code>v60</code> on the wire. */
        public static final String V60 = "v60";

        /** <code>v61</code> on the wire. */
        public static final String V61 = "v61";

        /** <code>v62</code> on the wire. */
        public static final String V62 = "v62";

        /** <code>v63</code> on the wire. */
        public static final String V63 = "v63";

        /** <code>v64</code> on the wire. */
        public static final String V64 = "v64";

        /** <code>v65</code> on the wire. */
        public static final String V65 = "v65";

        /** <code>v66</code> on the wire. */
        public static final String V66 = "v66";

        /** <code>v67</code> on the wire. */
        public static final String V67 = "v67";

        /** <code>v68</code> on the wire. */
        public static final String V68 = "v68";

        /** <code>v69</code> on the wire. */
        public static final String V69 = "v69";

        /** <code>v70</code> on the wire. */
        public static final String V70 = "v70";

        /** <code>v71</code> on the wire. */
        public static final String V71 = "v71";

        /** <code>v72</code> on the wire. */
        public static final String V72 = "v72";

        /** <code>v73</code> on the wire. */
        public static final String V73 = "v73";

        /** <code>v74</code> on the wire. */
        public static final String V74 = "v74";

        /** <code>v75</code> on the wire. */
        public static final String V75 = "v75";

        /** <code>v76</code> on the wire. */
        public static final String V76 = "v76";

        /** <code>v77</code> on the wire. */
        public static final String V77 = "v77";

        /** <code>v78</code> on the wire. */
        public static final String V78 = "v78";

        /** <code>v79</code> on the wire. */
        public static final String V79 = "v79";

        /** <code>v80</code> on the wire. */
        public static final String V80 = "v80";

        /** <code>v81</code> on the wire. */
        public static final String V81 = "v81";

        /** <code>v82</code> on the wire. */
        public static final String V82 = "v82";

        /** <code>v83</code> on the wire. */
        public static final String V83 = "v83";

        /** <code>v84</code> on the wire. */
        public static final String V84 = "v84";

        /** <code>v85</code> on the wire. */
        public static final String V85 = "v85";

        /** <code>v86</code> on the wire. */
        public static final String V86 = "v86";

        /** <code>v87</code> on the wire. */
        public static final String V87 = "v87";

        /** <code>v88</code> on the wire. */
        public static final String V88 = "v88";

        /** <code>v89</code> on the wire. */
        public static final String V89 = "v89";

        /** <code>v90</code> on the wire. */
        public static final String V90 = "v90";

        /** <code>v91</code> on the wire. */
        public static final String V91 = "v91";

        /** <code>v92</code> on the wire. */
        public static final String V92 = "v92";

        /** <code>v93</code> on the wire. */
        public static final String V93 = "v93";

        /** <code>v94</code> on the wire. */
        public static final String V94 = "v94";

        /** <code>v95</code> on the wire. */
        public static final String V95 = "v95";

        /** <code>v96</code> on the wire. */
        public static final String V96 = "v96";

        /** <code>v97</code> on the wire. */
        public static final String V97 = "v97";

        /** <code>v98</code> on the wire. */
        public static final String V98 = "v98";

        /** <code>v99</code> on the wire. */
        public static final String V99 = "v99";

        /** <code>v100</code> on the wire. */
        public static final String V100 = "v100";

        /** <code>v101</code> on the wire. */
        public static final String V101 = "v101";

        /** <code>v102</code> on the wire. */
        public static final String V102 = "v102";

        /** <code>v103</code> on the wire. */
        public static final String V103 = "v103";

        /** <code>v104</code> on the wire. */
        public static final String V104 = "v104";

        /** <code>v105</code> on the wire. */
        public static final String V105 = "v105";

        /** <code>v106</code> on the wire. */
        public static final String V106 = "v106";

        /** <code>v107</code> on the wire. */
        public static final String V107 = "v107";

        /** <code>v108</code> on the wire. */
        public static final String V108 = "v108";

        /** <code>v109</code> on the wire. */
        public static final String V109 = "v109";

        /** <code>v110</code> on the wire. */
        public static final String V110 = "v110";

        /** <code>v111</code> on the wire. */
        public static final String V111 = "v111";

        /** <code>v112</code> on the wire. */
        public static final String V112 = "v112";

        /** <code>v113</code> on the wire. */
        public static final String V113 = "v113";

        /** <code>v114</code> on the wire. */
        public static final String V114 = "v114";

        /** <code>v115</code> on the wire. */
        public static final String V115 = "v115";

        /** <code>v116</code> on the wire. */
        public static final String V116 = "v116";

        /** <code>v117</code> on the wire. */
        public static final String V117 = "v117";

        /** <code>v118</code> on the wire. */
        public static final String V118 = "v118";

        /** <code>v119</code> on the wire. */
        public static final String V119 = "v119";

        /** <code>v120</code> on the wire. */
        public static final String V120 = "v120";

        /** <code>v121</code> on the wire. */
        public static final String V121 = "v121";

        /** <code>v122</code> on the wire. */
        public static final String V122 = "v122";

        /** <code>v123</code> on the wire. */
        public static final String V123 = "v123";

        /** <code>v124</code> on the wire. */
        public static final String V124 = "v124";

        /** <code>v125</code> on the wire. */
        public static final String V125 = "v125";

        /** <code>v126</code> on the wire. */
        public static final String V126 = "v126";

        /** <code>v127</code> on the wire. */
        public static final String V127 = "v127";

        /** <code>v128</code> on the wire. */
        public static final String V128 = "v128";

        /** <code>v129</code> on the wire. */
        public static final String V129 = "v129";

        /** <code>v130</code> on the wire. */
        public static final String V130 = "v130";

        /** <code>v131</code> on the wire. */
        public static final String V131 = "v131";

        /** <code>v132</code> on the wire. */
        public static final String V132 = "v132";

        /** <code>v133</code> on the wire. */
        public static final String V133 = "v133";

        /** <code>v134</code> on the wire. */
        public static final String V134 = "v134";

        /** <code>v135</code> on the wire. */
        public static final String V135 = "v135";

        /** <code>v136</code> on the wire. */
        public static final String V136 = "v136";

        /** <code>v137</code> on the wire. */
        public static final String V137 = "v137";

        /** <code>v138</code> on the wire. */
        public static final String V138 = "v138";

        /** <code>v139</code> on the wire. */
        public static final String V139 = "v139";

        /** <code>v140</code> on the wire. */
        public static final String V140 = "v140";

        /** <code>v141</code> on the wire. */
        public static final String V141 = "v141";

        /** <code>v142</code> on the wire. */
        public static final String V142 = "v142";

        /** <code>v143</code> on the wire. */
        public static final String V143 = "v143";

        /** <code>v144</code> on the wire. */
        public static final String V144 = "v144";

        /** <code>v145</code> on the wire. */
        public static final String V145 = "v145";

        /** <code>v146</code> on the wire. */
        public static final String V146 = "v146";

        /** <code>v147</code> on the wire. */
        public static final String V147 = "v147";

        /** <code>v148</code> on the wire. */
        public static final String V148 = "v148";

        /** <code>v149</code> on the wire. */
        public static final String V149 = "v149";

        /** <code>v150</code> on the wire. */
        public static final String V150 = "v150";

        /** <code>v151</code> on the wire. */
        public static final String V151 = "v151";

        /** <code>v152</code> on the wire. */
        public static final String V152 = "v152";

        /** <code>v153</code> on the wire. */
        public static final String V153 = "v153";

        /** <code>v154</code> on the wire. */
        public static final String V154 = "v154";

        /** <code>v155</code> on the wire. */
        public static final String V155 = "v155";

        /** <code>v156</code> on the wire. */
        public static final String V156 = "v156";

        /** <code>v157</code> on the wire. */
        public static final String V157 = "v157";

        /** <code>v158</code> on the wire. */
        public static final String V158 = "v158";

        /** <code>v159</code> on the wire. */
        public static final String V159 = "v159";

        /** <code>v160</code> on the wire. */
        public static final String V160 = "v160";

        /** <code>v161</code> on the wire. */
        public static final String V161 = "v161";

        /** <code>v162</code> on the wire. */
        public static final String V162 = "v162";

        /** <code>v163</code> on the wire. */
        public static final String V163 = "v163";

        /** <code>v164</code> on the wire. */
        public static final String V164 = "v164";

        /** <code>v165</code> on the wire. */
        public static final String V165 = "v165";

        /** <code>v166</code> on the wire. */
        public static final String V166 = "v166";

        /** <code>v167</code> on the wire. */
        public static final String V167 = "v167";

        /** <code>v168</code> on the wire. */
        public static final String V168 = "v168";

        /** <code>v169</code> on the wire. */
        public static final String V169 = "v169";

        /** <code>v170</code> on the wire. */
        public static final String V170 = "v170";

        /** <code>v171</code> on the wire. */
        public static final String V171 = "v171";

        /** <code>v172</code> on the wire. */
        public static final String V172 = "v172";

        /** <code>v173</code> on the wire. */
        public static final String V173 = "v173";

        /** <code>v174</code> on the wire. */
        public static final String V174 = "v174";

        /** <code>v175</code> on the wire. */
        public static final String V175 = "v175";

        /** <code>v176</code> on the wire. */
        public static final String V176 = "v176";

        /** <code>v177</code> on the wire. */
        public static final String V177 = "v177";

        /** <code>v178</code> on the wire. */
        public static final String V178 = "v178";

        /** <code>v179</code> on the wire. */
        public static final String V179 = "v179";

        /** <code>v180</code> on the wire. */
        public static final String V180 = "v180";

        /** <code>v181</code> on the wire. */
        public static final String V181 = "v181";

        /** <code>v182</code> on the wire. */
        public static final String V182 = "v182";

        /** <code>v183</code> on the wire. */
        public static final String V183 = "v183";

        /** <code>v184</code> on the wire. */
        public static final String V184 = "v184";

        /** <code>v185</code> on the wire. */
        public static final String V185 = "v185";

        /** <code>v186</code> on the wire. */
        public static final String V186 = "v186";

        /** <code>v187</code> on the wire. */
        public static final String V187 = "v187";

        /** <code>v188</code> on the wire. */
        public static final String V188 = "v188";

        /** <code>v189</code> on the wire. */
        public static final String V189 = "v189";

        /** <code>v190</code> on the wire. */
        public static final String V190 = "v190";

        /** <code>v191</code> on the wire. */
        public static final String V191 = "v191";

        /** <code>v192</code> on the wire. */
        public static final String V192 = "v192";

        /** <code>v193</code> on the wire. */
        public static final String V193 = "v193";

        /** <code>v194</code> on the wire. */
        public static final String V194 = "v194";

        /** <code>v195</code> on the wire. */
        public static final String V195 = "v195";

        /** <code>v196</code> on the wire. */
        public static final String V196 = "v196";

        /** <code>v197</code> on the wire. */
        public static final String V197 = "v197";

        /** <code>v198</code> on the wire. */
        public static final String V198 = "v198";

        /** <code>v199</code> on the wire. */
        public static final String V199 = "v199";

        private Many() {}
    }

    /**
     * An object that accessors lead to.
     *
     * @param id A number.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Message(
            @JsonProperty("id") long id) {}

    /** An enumeration with a name of Rust's. */
    public static final class Nullable {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Nullable() {}
    }

    /** Values that are hard to write. */
    public static final class Odd {
        /** <code>a&#34;b</code> on the wire. */
        public static final String AB = "a\"b";

        /** <code>back&#92;slash</code> on the wire. */
        public static final String BACK_SLASH = "back\\slash";

        /** <code>tick`</code> on the wire. */
        public static final String TICK = "tick`";

        /** <code>two words </code> on the wire. */
        public static final String TWO_WORDS = "two words ";

        /** <code>&lt;b&gt;</code> on the wire. */
        public static final String B = "<b>";

        /** <code>*&#47;y</code> on the wire. */
        public static final String Y = "*/y";

        /** <code>&#92;u0041</code> on the wire. */
        public static final String U0041 = "\\u0041";

        /** <code>&#123;c&#125;</code> on the wire. */
        public static final String C = "{c}";

        /** <code>x</code> on the wire. */
        public static final String X = "x";

        /** <code>1</code> on the wire. */
        public static final String X1 = "1";

        private Odd() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ok(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OpenVisitor(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Option(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * A value of each type with a name of Rust's.
     *
     * @param from One of them, or absent.
     * @param strategy One of them, or absent.
     * @param values One of them, or absent.
     * @param option One of them, or absent.
     * @param box One of them, or absent.
     * @param uuid One of them, or absent.
     * @param ok One of them, or absent.
     * @param deserialize One of them, or absent.
     * @param jsonschema One of them, or absent.
     * @param toowned One of them, or absent.
     * @param default_ One of them, or absent.
     * @param send One of them, or absent.
     * @param openvisitor One of them, or absent.
     * @param s One of them, or absent.
     * @param into One of them, or absent.
     * @param union One of them, or absent.
     * @param arbitrary One of them, or absent.
     * @param result One of them, or absent.
     * @param vec One of them, or absent.
     * @param some One of them, or absent.
     * @param serialize One of them, or absent.
     * @param deserializer One of them, or absent.
     * @param cow One of them, or absent.
     * @param iterator One of them, or absent.
     * @param clone_ One of them, or absent.
     * @param value One of them, or absent.
     * @param nullable One of them, or absent.
     * @param d One of them, or absent.
     * @param string One of them, or absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Prelude(
            @JsonProperty("from") @JsonInclude(JsonInclude.Include.NON_NULL) From from,
            @JsonProperty("strategy") @JsonInclude(JsonInclude.Include.NON_NULL) Strategy strategy,
            @JsonProperty("values") @JsonInclude(JsonInclude.Include.NON_NULL) Values values,
            @JsonProperty("option") @JsonInclude(JsonInclude.Include.NON_NULL) Option option,
            @JsonProperty("box") @JsonInclude(JsonInclude.Include.NON_NULL) Box box,
            @JsonProperty("uuid") @JsonInclude(JsonInclude.Include.NON_NULL) Uuid uuid,
            @JsonProperty("ok") @JsonInclude(JsonInclude.Include.NON_NULL) Ok ok,
            @JsonProperty("deserialize") @JsonInclude(JsonInclude.Include.NON_NULL) Deserialize deserialize,
            @JsonProperty("jsonschema") @JsonInclude(JsonInclude.Include.NON_NULL) JsonSchema jsonschema,
            @JsonProperty("toowned") @JsonInclude(JsonInclude.Include.NON_NULL) ToOwned toowned,
            @JsonProperty("default") @JsonInclude(JsonInclude.Include.NON_NULL) Default default_,
            @JsonProperty("send") @JsonInclude(JsonInclude.Include.NON_NULL) Send send,
            @JsonProperty("openvisitor") @JsonInclude(JsonInclude.Include.NON_NULL) OpenVisitor openvisitor,
            @JsonProperty("s") @JsonInclude(JsonInclude.Include.NON_NULL) S s,
            @JsonProperty("into") @JsonInclude(JsonInclude.Include.NON_NULL) String into,
            @JsonProperty("union") @JsonInclude(JsonInclude.Include.NON_NULL) String union,
            @JsonProperty("arbitrary") @JsonInclude(JsonInclude.Include.NON_NULL) String arbitrary,
            @JsonProperty("result") @JsonInclude(JsonInclude.Include.NON_NULL) String result,
            @JsonProperty("vec") @JsonInclude(JsonInclude.Include.NON_NULL) String vec,
            @JsonProperty("some") @JsonInclude(JsonInclude.Include.NON_NULL) String some,
            @JsonProperty("serialize") @JsonInclude(JsonInclude.Include.NON_NULL) String serialize,
            @JsonProperty("deserializer") @JsonInclude(JsonInclude.Include.NON_NULL) String deserializer,
            @JsonProperty("cow") @JsonInclude(JsonInclude.Include.NON_NULL) String cow,
            @JsonProperty("iterator") @JsonInclude(JsonInclude.Include.NON_NULL) String iterator,
            @JsonProperty("clone") @JsonInclude(JsonInclude.Include.NON_NULL) String clone_,
            @JsonProperty("value") @JsonInclude(JsonInclude.Include.NON_NULL) String value,
            @JsonProperty("nullable") @JsonInclude(JsonInclude.Include.NON_NULL) String nullable,
            @JsonProperty("d") @JsonInclude(JsonInclude.Include.NON_NULL) String d,
            @JsonProperty("string") @JsonInclude(JsonInclude.Include.NON_NULL) String string) {}

    /** An enumeration with a name of Rust's. */
    public static final class Result {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Result() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record S(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Send(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Serialize {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Serialize() {}
    }

    /** An enumeration with the name of an object of Postal's. */
    public static final class Server {
        /** <code>a</code> on the wire. */
        public static final String A = "a";

        private Server() {}
    }

    /** An enumeration with a name of Rust's. */
    public static final class Some {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Some() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Strategy(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class String {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private String() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ToOwned(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Union {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Union() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Uuid(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Value {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Value() {}
    }

    /**
     * An object with a name of Rust's.
     *
     * @param text A string.
     * @param id A UUID.
     * @param list A list.
     * @param none A string or null.
     * @param at A time or null.
     * @param maybe A string, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Values(
            @JsonProperty("text") String text,
            @JsonProperty("id") String id,
            @JsonProperty("list") java.util.List<String> list,
            @JsonProperty("none") String none,
            @JsonProperty("at") Double at,
            @JsonProperty("maybe") @JsonInclude(JsonInclude.Include.NON_NULL) String maybe) {}

    /** An enumeration with a name of Rust's. */
    public static final class Vec {
        /** <code>strategy</code> on the wire. */
        public static final String STRATEGY = "strategy";

        /** <code>parameters</code> on the wire. */
        public static final String PARAMETERS = "parameters";

        /** <code>self</code> on the wire. */
        public static final String SELF = "self";

        /** <code>err</code> on the wire. */
        public static final String ERR = "err";

        /** <code>KNOWN</code> on the wire. */
        public static final String KNOWN = "KNOWN";

        private Vec() {}
    }

    /**
     * An object of 150 keys.
     *
     * @param k0 A key.
     * @param k1 A key.
     * @param k2 A key.
     * @param k3 A key.
     * @param k4 A key.
     * @param k5 A key.
     * @param k6 A key.
     * @param k7 A key.
     * @param k8 A key.
     * @param k9 A key.
     * @param k10 A key.
     * @param k11 A key.
     * @param k12 A key.
     * @param k13 A key.
     * @param k14 A key.
     * @param k15 A key.
     * @param k16 A key.
     * @param k17 A key.
     * @param k18 A key.
     * @param k19 A key.
     * @param k20 A key.
     * @param k21 A key.
     * @param k22 A key.
     * @param k23 A key.
     * @param k24 A key.
     * @param k25 A key.
     * @param k26 A key.
     * @param k27 A key.
     * @param k28 A key.
     * @param k29 A key.
     * @param k30 A key.
     * @param k31 A key.
     * @param k32 A key.
     * @param k33 A key.
     * @param k34 A key.
     * @param k35 A key.
     * @param k36 A key.
     * @param k37 A key.
     * @param k38 A key.
     * @param k39 A key.
     * @param k40 A key.
     * @param k41 A key.
     * @param k42 A key.
     * @param k43 A key.
     * @param k44 A key.
     * @param k45 A key.
     * @param k46 A key.
     * @param k47 A key.
     * @param k48 A key.
     * @param k49 A key.
     * @param k50 A key.
     * @param k51 A key.
     * @param k52 A key.
     * @param k53 A key.
     * @param k54 A key.
     * @param k55 A key.
     * @param k56 A key.
     * @param k57 A key.
     * @param k58 A key.
     * @param k59 A key.
     * @param k60 A key.
     * @param k61 A key.
     * @param k62 A key.
     * @param k63 A key.
     * @param k64 A key.
     * @param k65 A key.
     * @param k66 A key.
     * @param k67 A key.
     * @param k68 A key.
     * @param k69 A key.
     * @param k70 A key.
     * @param k71 A key.
     * @param k72 A key.
     * @param k73 A key.
     * @param k74 A key.
     * @param k75 A key.
     * @param k76 A key.
     * @param k77 A key.
     * @param k78 A key.
     * @param k79 A key.
     * @param k80 A key.
     * @param k81 A key.
     * @param k82 A key.
     * @param k83 A key.
     * @param k84 A key.
     * @param k85 A key.
     * @param k86 A key.
     * @param k87 A key.
     * @param k88 A key.
     * @param k89 A key.
     * @param k90 A key.
     * @param k91 A key.
     * @param k92 A key.
     * @param k93 A key.
     * @param k94 A key.
     * @param k95 A key.
     * @param k96 A key.
     * @param k97 A key.
     * @param k98 A key.
     * @param k99 A key.
     * @param k100 A key.
     * @param k101 A key.
     * @param k102 A key.
     * @param k103 A key.
     * @param k104 A key.
     * @param k105 A key.
     * @param k106 A key.
     * @param k107 A key.
     * @param k108 A key.
     * @param k109 A key.
     * @param k110 A key.
     * @param k111 A key.
     * @param k112 A key.
     * @param k113 A key.
     * @param k114 A key.
     * @param k115 A key.
     * @param k116 A key.
     * @param k117 A key.
     * @param k118 A key.
     * @param k119 A key.
     * @param k120 A key.
     * @param k121 A key.
     * @param k122 A key.
     * @param k123 A key.
     * @param k124 A key.
     * @param k125 A key.
     * @param k126 A key.
     * @param k127 A key.
     * @param k128 A key.
     * @param k129 A key.
     * @param k130 A key.
     * @param k131 A key.
     * @param k132 A key.
     * @param k133 A key.
     * @param k134 A key.
     * @param k135 A key.
     * @param k136 A key.
     * @param k137 A key.
     * @param k138 A key.
     * @param k139 A key.
     * @param k140 A key.
     * @param k141 A key.
     * @param k142 A key.
     * @param k143 A key.
     * @param k144 A key.
     * @param k145 A key.
     * @param k146 A key.
     * @param k147 A key.
     * @param k148 A key.
     * @param k149 A key.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Wide(
            @JsonProperty("k0") String k0,
            @JsonProperty("k1") Boolean k1,
            @JsonProperty("k2") long k2,
            @JsonProperty("k3") String k3,
            @JsonProperty("k4") String k4,
            @JsonProperty("k5") String k5,
            @JsonProperty("k6") Boolean k6,
            @JsonProperty("k7") long k7,
            @JsonProperty("k8") String k8,
            @JsonProperty("k9") String k9,
            @JsonProperty("k10") String k10,
            @JsonProperty("k11") Boolean k11,
            @JsonProperty("k12") long k12,
            @JsonProperty("k13") String k13,
            @JsonProperty("k14") String k14,
            @JsonProperty("k15") String k15,
            @JsonProperty("k16") Boolean k16,
            @JsonProperty("k17") long k17,
            @JsonProperty("k18") String k18,
            @JsonProperty("k19") String k19,
            @JsonProperty("k20") String k20,
            @JsonProperty("k21") Boolean k21,
            @JsonProperty("k22") long k22,
            @JsonProperty("k23") String k23,
            @JsonProperty("k24") String k24,
            @JsonProperty("k25") String k25,
            @JsonProperty("k26") Boolean k26,
            @JsonProperty("k27") long k27,
            @JsonProperty("k28") String k28,
            @JsonProperty("k29") String k29,
            @JsonProperty("k30") String k30,
            @JsonProperty("k31") Boolean k31,
            @JsonProperty("k32") long k32,
            @JsonProperty("k33") String k33,
            @JsonProperty("k34") String k34,
            @JsonProperty("k35") String k35,
            @JsonProperty("k36") Boolean k36,
            @JsonProperty("k37") long k37,
            @JsonProperty("k38") String k38,
            @JsonProperty("k39") String k39,
            @JsonProperty("k40") String k40,
            @JsonProperty("k41") Boolean k41,
            @JsonProperty("k42") long k42,
            @JsonProperty("k43") String k43,
            @JsonProperty("k44") String k44,
            @JsonProperty("k45") String k45,
            @JsonProperty("k46") Boolean k46,
            @JsonProperty("k47") long k47,
            @JsonProperty("k48") String k48,
            @JsonProperty("k49") String k49,
            @JsonProperty("k50") String k50,
            @JsonProperty("k51") Boolean k51,
            @JsonProperty("k52") long k52,
            @JsonProperty("k53") String k53,
            @JsonProperty("k54") String k54,
            @JsonProperty("k55") String k55,
            @JsonProperty("k56") Boolean k56,
            @JsonProperty("k57") long k57,
            @JsonProperty("k58") String k58,
            @JsonProperty("k59") String k59,
            @JsonProperty("k60") String k60,
            @JsonProperty("k61") Boolean k61,
            @JsonProperty("k62") long k62,
            @JsonProperty("k63") String k63,
            @JsonProperty("k64") String k64,
            @JsonProperty("k65") String k65,
            @JsonProperty("k66") Boolean k66,
            @JsonProperty("k67") long k67,
            @JsonProperty("k68") String k68,
            @JsonProperty("k69") String k69,
            @JsonProperty("k70") String k70,
            @JsonProperty("k71") Boolean k71,
            @JsonProperty("k72") long k72,
            @JsonProperty("k73") String k73,
            @JsonProperty("k74") String k74,
            @JsonProperty("k75") String k75,
            @JsonProperty("k76") Boolean k76,
            @JsonProperty("k77") long k77,
            @JsonProperty("k78") String k78,
            @JsonProperty("k79") String k79,
            @JsonProperty("k80") String k80,
            @JsonProperty("k81") Boolean k81,
            @JsonProperty("k82") long k82,
            @JsonProperty("k83") String k83,
            @JsonProperty("k84") String k84,
            @JsonProperty("k85") String k85,
            @JsonProperty("k86") Boolean k86,
            @JsonProperty("k87") long k87,
            @JsonProperty("k88") String k88,
            @JsonProperty("k89") String k89,
            @JsonProperty("k90") String k90,
            @JsonProperty("k91") Boolean k91,
            @JsonProperty("k92") long k92,
            @JsonProperty("k93") String k93,
            @JsonProperty("k94") String k94,
            @JsonProperty("k95") String k95,
            @JsonProperty("k96") Boolean k96,
            @JsonProperty("k97") long k97,
            @JsonProperty("k98") String k98,
            @JsonProperty("k99") String k99,
            @JsonProperty("k100") String k100,
            @JsonProperty("k101") Boolean k101,
            @JsonProperty("k102") long k102,
            @JsonProperty("k103") String k103,
            @JsonProperty("k104") String k104,
            @JsonProperty("k105") String k105,
            @JsonProperty("k106") Boolean k106,
            @JsonProperty("k107") long k107,
            @JsonProperty("k108") String k108,
            @JsonProperty("k109") String k109,
            @JsonProperty("k110") String k110,
            @JsonProperty("k111") Boolean k111,
            @JsonProperty("k112") long k112,
            @JsonProperty("k113") String k113,
            @JsonProperty("k114") String k114,
            @JsonProperty("k115") String k115,
            @JsonProperty("k116") Boolean k116,
            @JsonProperty("k117") long k117,
            @JsonProperty("k118") String k118,
            @JsonProperty("k119") String k119,
            @JsonProperty("k120") String k120,
            @JsonProperty("k121") Boolean k121,
            @JsonProperty("k122") long k122,
            @JsonProperty("k123") String k123,
            @JsonProperty("k124") String k124,
            @JsonProperty("k125") String k125,
            @JsonProperty("k126") Boolean k126,
            @JsonProperty("k127") long k127,
            @JsonProperty("k128") String k128,
            @JsonProperty("k129") String k129,
            @JsonProperty("k130") String k130,
            @JsonProperty("k131") Boolean k131,
            @JsonProperty("k132") long k132,
            @JsonProperty("k133") String k133,
            @JsonProperty("k134") String k134,
            @JsonProperty("k135") String k135,
            @JsonProperty("k136") Boolean k136,
            @JsonProperty("k137") long k137,
            @JsonProperty("k138") String k138,
            @JsonProperty("k139") String k139,
            @JsonProperty("k140") String k140,
            @JsonProperty("k141") Boolean k141,
            @JsonProperty("k142") long k142,
            @JsonProperty("k143") String k143,
            @JsonProperty("k144") String k144,
            @JsonProperty("k145") String k145,
            @JsonProperty("k146") Boolean k146,
            @JsonProperty("k147") long k147,
            @JsonProperty("k148") String k148,
            @JsonProperty("k149") String k149) {}
}
