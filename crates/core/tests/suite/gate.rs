//! What Infura's gate answers: the cases of `../vectors/infura-gate.json`, tokens that are not good
//! enough, and configurations that are none.

use jotmint::infura::{Decision, Gate, Refusal, Request};
use jotmint::jws::{self, JwsSignOptions};
use jotmint::jwt::{SignOptions, Signer};
use jotmint::{Algorithm, Error, GenerateOptions, Key, Rules};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::keys::{file, import, signing, verifying};
use crate::refusals::{check, row};
use crate::tokens::{NOW, forged};
use crate::vectors::{list, read, text};

const ID: &str = "42f5184e315e40d4b79325778691093a";
const ADDRESS: &str = "0x1937c5c515057553ccbd46d5866455ce66290284";
const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"#;

fn key(algorithm: Algorithm) -> Value {
    public_key(ID, &verifying(algorithm))
}

fn public_key(id: &str, key: &Key) -> Value {
    json!({ "id": id, "name": "first", "publicKey": key.to_pem(None).unwrap().as_str() })
}

fn gate(config: &Value) -> Gate {
    Gate::new(&config.to_string()).unwrap_or_else(|error| panic!("{config}: {error}"))
}

/// With ES256 unless the header says otherwise.
fn token(claims: &Value, options: &str) -> String {
    let signer = Signer::new(&signing(Algorithm::ES256), &SignOptions::from_json(options).unwrap());
    signer.unwrap().sign(&claims.to_string(), NOW).unwrap()
}

/// With these claims as they stand, and the others as they should be.
fn signed(claims: &Value) -> String {
    let mut payload = json!({ "aud": "infura.io", "iat": NOW, "exp": NOW + 3600.0 });
    for (name, value) in claims.as_object().unwrap() {
        payload[name] = value.clone();
    }
    let header = Some(r#"{"typ":"JWT"}"#.to_owned());
    let options = JwsSignOptions { keyid: Some(ID.to_owned()), header, ..Default::default() };
    jws::sign(payload.to_string().as_bytes(), &signing(Algorithm::ES256), &options).unwrap()
}

fn sound() -> String {
    format!(r#"{{"keyid":"{ID}","audience":"infura.io","expiresIn":3600}}"#)
}

/// `allowed`, or status and code.
fn answer(gate: &Gate, request: &Request<'_>) -> String {
    match gate.authorize(request, NOW).unwrap() {
        Decision::Allowed(_) => "allowed".to_owned(),
        Decision::Refused(Refusal { status, reason, body }) => {
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(body["jsonrpc"], "2.0", "{body}");
            assert!(body["error"]["message"].is_string(), "{body}");
            format!("{status} {}", reason.code())
        }
    }
}

#[test]
fn the_table_is_answered() {
    let table = read("infura-gate.json");
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in list(&table["groups"]) {
        let mut config = json!({ "keys": [key(Algorithm::ES256)], "requireJwt": false });
        for (name, value) in group.get("options").and_then(Value::as_object).into_iter().flatten() {
            config[name] = value.clone();
        }
        if let Some(lists) = group.get("project") {
            config["allowlists"] = lists.clone();
        }
        let gate = gate(&config);
        let authorization = group.get("token").map(|claims| format!("Bearer {}", signed(claims)));
        for case in list(&group["cases"]) {
            let given = |name: &str| case.get(name).map(|value| value.as_str().unwrap());
            let body = match (given("text"), case.get("body")) {
                (Some(text), _) => text.to_owned(),
                (None, Some(body)) => body.to_string(),
                (None, None) => CALL.to_owned(),
            };
            let request = Request {
                authorization: authorization.as_deref(),
                origin: given("origin"),
                user_agent: given("userAgent"),
                body: Some(&body),
            };
            let (found, expected) = (answer(&gate, &request), text(case, "answer"));
            count += 1;
            if found != expected {
                let case: String = case.to_string().chars().take(200).collect();
                wrong.push(format!("{}: {case}: {found}", group["what"]));
            }
        }
    }
    assert!(count > 150, "only {count} cases");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tokens_are_held_to_what_infura_wants() {
    let strict = gate(&json!({ "keys": [key(Algorithm::ES256)] }));
    let with = |gate: &Gate, authorization: &str| {
        let authorization = Some(authorization);
        answer(gate, &Request { authorization, body: Some(CALL), ..Default::default() })
    };
    let bearer = |claims: Value, options: &str| format!("Bearer {}", token(&claims, options));
    let good = token(&json!({}), &sound());
    let id = |rest: &str| format!(r#"{{"keyid":"{ID}"{rest}}}"#);
    let aud = r#","audience":"infura.io""#;
    let other = Key::generate(Algorithm::ES256, &GenerateOptions::default()).unwrap();
    let stranger = Rules::INFURA.signer(&other, &format!(r#"{{"keyid":"{ID}","expiresIn":60}}"#));
    let stolen = stranger.unwrap().sign("{}", NOW).unwrap();
    let public = verifying(Algorithm::RS256).to_pem(None).unwrap();
    let confused = format!(r#"{{"alg":"HS256","typ":"JWT","kid":"{ID}"}}"#);
    let late = format!(r#","header":{{"typ":"JWT"}},"notBefore":60{aud},"expiresIn":3600"#);
    let expected = [
        (format!("Bearer {good}"), "allowed"),
        (format!("bearer  {good} "), "allowed"),
        (String::new(), "401 ERR_GATE_SCHEME"),
        ("Bearer".to_owned(), "401 ERR_GATE_SCHEME"),
        ("Bearer ".to_owned(), "401 ERR_GATE_SCHEME"),
        (good.clone(), "401 ERR_GATE_SCHEME"),
        (format!("Basic {good}"), "401 ERR_GATE_SCHEME"),
        (format!("Bearer\t{good}"), "401 ERR_GATE_SCHEME"),
        ("Bearer x".to_owned(), "401 ERR_TOKEN_PARTS"),
        (format!("Bearer {good}, Bearer {good}"), "401 ERR_TOKEN_PARTS"),
        (
            format!("Bearer {}.{}", good.rsplit_once('.').unwrap().0, "A".repeat(86)),
            "401 ERR_SIGNATURE_INVALID",
        ),
        (format!("Bearer {stolen}"), "401 ERR_SIGNATURE_INVALID"),
        (format!("Bearer {}", forged(&confused, public.as_bytes())), "401 ERR_ALG_NOT_ALLOWED"),
        (format!("Bearer {}", forged(r#"{"alg":"none"}"#, "{}")), "401 ERR_ALG_NONE"),
        (bearer(json!({ "exp": NOW }), &id(aud)), "401 ERR_JWT_EXPIRED"),
        (bearer(json!({ "exp": NOW + 1.0 }), &id(aud)), "allowed"),
        (bearer(json!({}), &id(aud)), "401 ERR_CLAIM_MISSING"),
        (bearer(json!({}), &id(&late)), "401 ERR_JWT_NOT_ACTIVE"),
        (bearer(json!({}), &id(r#","expiresIn":60"#)), "401 ERR_CLAIM_MISSING"),
        (bearer(json!({}), &id(r#","expiresIn":60,"audience":"x""#)), "401 ERR_CLAIM_MISMATCH"),
        (
            bearer(json!({}), &id(r#","expiresIn":60,"audience":["infura.io"]"#)),
            "401 ERR_CLAIM_INVALID",
        ),
        (bearer(json!({}), &format!(r#"{{"expiresIn":60{aud}}}"#)), "401 ERR_KEY_NOT_FOUND"),
        (
            bearer(json!({}), &format!(r#"{{"keyid":"x","expiresIn":60{aud}}}"#)),
            "401 ERR_KEY_NOT_FOUND",
        ),
        (
            bearer(json!({}), &id(&format!(r#","header":{{"typ":"at+jwt"}},"expiresIn":60{aud}"#))),
            "401 ERR_CLAIM_MISMATCH",
        ),
        (
            bearer(
                json!({}),
                &id(&format!(r#","header":{{"crit":["x"],"x":1}},"expiresIn":60{aud}"#)),
            ),
            "401 ERR_CRIT_UNKNOWN",
        ),
    ];
    for (authorization, expected) in expected {
        assert_eq!(with(&strict, &authorization), expected, "{authorization}");
    }
    let relaxed = gate(&json!({
        "keys": [key(Algorithm::ES256)], "requireJwt": false, "audienceList": true,
        "clockTolerance": "5s", "longestLifetime": "2h",
    }));
    let list = bearer(json!({}), &id(r#","expiresIn":60,"audience":["x","infura.io"]"#));
    assert_eq!(with(&relaxed, &list), "allowed");
    let expired = |ago: f64| bearer(json!({ "exp": NOW - ago }), &id(aud));
    assert_eq!(with(&relaxed, &expired(4.0)), "allowed");
    assert_eq!(with(&relaxed, &expired(5.0)), "401 ERR_JWT_EXPIRED");
    let lasting = |span: f64| bearer(json!({ "exp": NOW + span }), &id(aud));
    assert_eq!(with(&relaxed, &lasting(7200.0)), "allowed");
    assert_eq!(with(&relaxed, &lasting(7201.0)), "401 ERR_GATE_LIFETIME");
    // Required or not, one that comes must be good.
    assert_eq!(with(&relaxed, &format!("Bearer {stolen}")), "401 ERR_SIGNATURE_INVALID");
    assert_eq!(with(&relaxed, "Basic x"), "401 ERR_GATE_SCHEME");
    let without = Request { body: Some(CALL), ..Default::default() };
    assert_eq!(answer(&relaxed, &without), "allowed");
    assert_eq!(answer(&strict, &without), "401 ERR_GATE_TOKEN_MISSING");
    let keyless = gate(&json!({ "requireJwt": false }));
    assert_eq!(answer(&keyless, &without), "allowed");
    assert_eq!(with(&keyless, &format!("Bearer {good}")), "401 ERR_KEY_NOT_FOUND");
    for now in [f64::NAN, 1.8e12] {
        assert!(strict.authorize(&without, now).is_err());
    }
}

#[test]
fn the_answer_is_what_is_documented_and_tells_no_reason() {
    let lists = json!({ "methods": ["eth_call"] });
    let gate = gate(&json!({ "requireJwt": false, "allowlists": lists }));
    let refused = |body: &str| {
        let request = Request { body: Some(body), ..Default::default() };
        match gate.authorize(&request, NOW).unwrap() {
            Decision::Refused(refusal) => refusal,
            Decision::Allowed(_) => panic!("{body}"),
        }
    };
    let body = |id: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32002,"message":"rejected due to project ID settings"}}}}"#
        )
    };
    let rejected = refused(CALL);
    assert_eq!((rejected.status, rejected.body), (403, body("1")));
    assert!(rejected.reason.to_string().contains("\"eth_blockNumber\""));
    for (call, id) in [
        (r#"{"method":"x","id":"a\"b"}"#.to_owned(), r#""a\"b""#),
        (r#"{"method":"x"}"#.to_owned(), "null"),
        (format!(r#"{{"method":"x","id":"{}"}}"#, "i".repeat(100)), "null"),
        (r#"[{"method":"x","id":7}]"#.to_owned(), "null"),
    ] {
        assert_eq!(refused(&call).body, body(id), "{call}");
    }
    let strange = refused("{\"method\":\"x\\nlevel=info allowed\\u001b[2J\"}");
    assert!(!strange.reason.to_string().contains(['\n', '\u{1b}']), "{}", strange.reason);
    let text = Decision::Refused(rejected_clone(&gate)).to_json();
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&read["allowed"], &read["status"], &read["code"], &read["body"]["id"]),
        (&json!(false), &json!(403), &json!("ERR_GATE_METHOD"), &json!(1))
    );
}

fn rejected_clone(gate: &Gate) -> Refusal {
    let request = Request { body: Some(CALL), ..Default::default() };
    match gate.authorize(&request, NOW).unwrap() {
        Decision::Refused(refusal) => refusal,
        Decision::Allowed(_) => panic!("allowed"),
    }
}

#[test]
fn a_refusal_is_the_same_without_the_token() {
    let gate = gate(&json!({ "keys": [key(Algorithm::ES256)] }));
    let refusal = Decision::Refused(rejected_clone(&gate));
    assert_eq!(refusal.clone().without_token(), refusal);
}

#[test]
fn an_admitted_token_is_handed_on() {
    let gate = gate(&json!({ "keys": [key(Algorithm::ES256)] }));
    let token = token(&json!({ "sub": "alice" }), &sound());
    let authorization = format!("Bearer {token}");
    let request =
        Request { authorization: Some(&authorization), body: Some(CALL), ..Default::default() };
    let decision = gate.authorize(&request, NOW).unwrap();
    let read: Value = serde_json::from_str(&decision.to_json()).unwrap();
    assert_eq!(read["token"]["key"], json!({ "id": ID, "name": "first" }));
    assert_eq!(read["token"]["payload"]["sub"], "alice");
    assert_eq!(read["token"]["header"]["kid"], ID);
    assert_eq!(decision.without_token(), Decision::Allowed(None));
    // A handshake has no calls.
    let handshake = Request { authorization: Some(&authorization), ..Default::default() };
    assert_eq!(answer(&gate, &handshake), "allowed");
}

#[test]
fn a_handshake_is_decided_without_calls() {
    let lists = json!({ "methods": ["eth_call"], "origins": ["https://a.example"] });
    let gate = gate(&json!({ "requireJwt": false, "allowlists": lists }));
    let from = |origin| answer(&gate, &Request { origin: Some(origin), ..Default::default() });
    assert_eq!(from("https://a.example"), "allowed");
    assert_eq!(from("https://b.example"), "403 ERR_GATE_ORIGIN");

    let required = |lists: Value| {
        let gate = self::gate(&json!({ "keys": [key(Algorithm::ES256)], "requireJwt": lists }));
        answer(&gate, &Request { origin: Some("https://a.example"), ..Default::default() })
    };
    assert_eq!(required(json!({ "origins": ["a.example"] })), "401 ERR_GATE_TOKEN_MISSING");
    assert_eq!(required(json!({ "origins": ["b.example"] })), "allowed");
    // Its messages are told by their calls.
    assert_eq!(required(json!({ "methods": ["eth_call"], "origins": ["a.example"] })), "allowed");
}

#[test]
fn a_key_is_chosen_by_its_id() {
    let other = Key::generate(Algorithm::ES256, &GenerateOptions::default()).unwrap();
    let second = public_key("second", &other.public_key().unwrap());
    let gate = gate(&json!({ "keys": [key(Algorithm::ES256), key_of_rsa()] }));
    let by = |key: &Key, id: &str| {
        let options = format!(r#"{{"keyid":"{id}","expiresIn":60}}"#);
        Rules::INFURA.signer(key, &options).unwrap().sign("{}", NOW).unwrap()
    };
    let ask = |gate: &Gate, token: &str| {
        let authorization = format!("Bearer {token}");
        let authorization = Some(&*authorization);
        answer(gate, &Request { authorization, body: Some(CALL), ..Default::default() })
    };
    let (ec, rsa) = (signing(Algorithm::ES256), signing(Algorithm::RS256));
    assert_eq!(ask(&gate, &by(&ec, ID)), "allowed");
    assert_eq!(ask(&gate, &by(&rsa, "rsa")), "allowed");
    // Another key's ID is not its own.
    assert_eq!(ask(&gate, &by(&ec, "rsa")), "401 ERR_ALG_MISMATCH");
    assert_eq!(ask(&gate, &by(&other, "second")), "401 ERR_KEY_NOT_FOUND");

    let gate = self::gate(&json!({ "keys": [second] }));
    assert_eq!(ask(&gate, &by(&other, "second")), "allowed");
    assert_eq!(ask(&gate, &by(&ec, ID)), "401 ERR_KEY_NOT_FOUND");
}

fn key_of_rsa() -> Value {
    public_key("rsa", &verifying(Algorithm::RS256))
}

#[test]
fn a_configuration_that_is_none_is_refused_with_the_place() {
    let made = |config: Value| Gate::new(&config.to_string()).map(|_| "a gate");
    let good = key(Algorithm::ES256);
    let keys = |keys: Value| made(json!({ "keys": keys }));
    let one = |changes: Value| {
        let mut key = good.clone();
        for (name, value) in changes.as_object().unwrap() {
            key[name] = value.clone();
        }
        keys(json!([public_key("a", &verifying(Algorithm::RS256)), key]))
    };
    let lists = |lists: Value| made(json!({ "requireJwt": false, "allowlists": lists }));
    let required = |lists: Value| made(json!({ "keys": [good], "requireJwt": lists }));
    let (unknown, invalid, refused) =
        ("ERR_OPTION_UNKNOWN", "ERR_OPTION_INVALID", "ERR_OPTION_REFUSED");
    let four: Vec<Value> =
        (0..4).map(|n| public_key(&n.to_string(), &verifying(Algorithm::ES256))).collect();
    let pem = |name: &str| one(json!({ "publicKey": file(name) }));
    let outcomes = [
        row("no object", Gate::new("[]").map(|_| ""), invalid, "an array"),
        row("no JSON", Gate::new("{").map(|_| ""), invalid, "no JSON"),
        row("an unknown member", made(json!({ "allowList": {} })), unknown, "`allowlists`"),
        row("no key", made(json!({})), invalid, "`keys` is empty"),
        row("keys no list", keys(json!({})), invalid, "`keys` is an object"),
        row("a key no object", keys(json!([5])), invalid, "`keys[0]` is a number"),
        row("a fourth key", keys(json!(four)), invalid, "three keys at most"),
        row("two of one ID", keys(json!([good, good])), invalid, "`keys[1].id` is that of another"),
        row("kid", one(json!({ "kid": "x" })), unknown, "`keys[1].kid`; there are id, name"),
        row("no ID", keys(json!([{ "publicKey": "x" }])), invalid, "`keys[0].id` is missing"),
        row("ID a number", one(json!({ "id": 5 })), invalid, "`keys[1].id` is a number"),
        row("ID empty", one(json!({ "id": "" })), invalid, "`keys[1].id` is an empty text"),
        row(
            "no public key",
            keys(json!([{ "id": "x" }])),
            invalid,
            "`keys[0].publicKey` is missing",
        ),
        row(
            "a private key",
            pem("p256.pem"),
            refused,
            "`keys[1].publicKey` cannot be used. The key is a private key",
        ),
        row("a locked private key", pem("encrypted.pem"), refused, "is encrypted"),
        row(
            "a key on P-384",
            one(json!({ "publicKey": public("p384.pem") })),
            refused,
            "does not take ES384",
        ),
        row(
            "no key at all",
            one(json!({ "publicKey": "x" })),
            refused,
            "`keys[1].publicKey` cannot be used. This is no key",
        ),
        row(
            "a secret",
            one(
                json!({ "publicKey": { "kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T" } }),
            ),
            refused,
            "secret key",
        ),
        row("requireJwt", made(json!({ "requireJwt": "no" })), invalid, "`requireJwt` is a text"),
        row(
            "requireJwt of a list misspelt",
            required(json!({ "method": ["eth_call"] })),
            unknown,
            "`requireJwt.method`; did you mean `methods`?",
        ),
        row(
            "requireJwt of no address",
            required(json!({ "addresses": ["vitalik.eth"] })),
            refused,
            "`requireJwt.addresses[0]` cannot",
        ),
        row(
            "requireJwt without a key",
            made(json!({ "requireJwt": { "methods": ["eth_call"] } })),
            invalid,
            "at least one key",
        ),
        row("lists no object", lists(json!([])), invalid, "`allowlists` is an array"),
        row(
            "a list misspelt",
            lists(json!({ "method": [] })),
            unknown,
            "`allowlists.method`; did you mean `methods`?",
        ),
        row(
            "no list",
            lists(json!({ "methods": "eth_call" })),
            refused,
            "`allowlists.methods` cannot",
        ),
        row(
            "no address",
            lists(json!({ "addresses": [ADDRESS, "vitalik.eth"] })),
            refused,
            "`allowlists.addresses[1]` cannot",
        ),
        row(
            "31 entries",
            lists(json!({ "origins": vec!["a.example"; 31] })),
            refused,
            "at most 30 entries",
        ),
        row(
            "no user agent",
            lists(json!({ "userAgents": [""] })),
            refused,
            "`allowlists.user_agents[0]`",
        ),
        row(
            "user agents twice",
            lists(json!({ "userAgents": ["a"], "user_agents": ["b"] })),
            invalid,
            "there twice",
        ),
        row(
            "tokenLists",
            made(json!({ "keys": [good], "tokenLists": "all" })),
            invalid,
            "replaceAll or replaceSameKind",
        ),
        row(
            "maxBatchLength",
            made(json!({ "keys": [good], "maxBatchLength": 0 })),
            invalid,
            "at least 1",
        ),
        row(
            "clockTolerance",
            made(json!({ "keys": [good], "clockTolerance": "5" })),
            "ERR_DURATION",
            "clockTolerance",
        ),
    ];
    check(outcomes);
    let jwk =
        serde_json::from_str::<Value>(&verifying(Algorithm::ES256).to_jwk().unwrap()).unwrap();
    assert!(one(json!({ "publicKey": jwk })).is_ok());
    assert!(lists(json!({ "userAgents": ["curl"] })).is_ok());
}

fn public(name: &str) -> String {
    let key = import(&file(name)).unwrap().public_key().unwrap();
    key.to_pem(None).unwrap().as_str().to_owned()
}

#[test]
fn no_refusal_shows_a_key_or_a_token() {
    let pem = file("p256.pem");
    let config = json!({ "keys": [{ "id": "x", "publicKey": pem }] }).to_string();
    let error: Error = Gate::new(&config).err().unwrap();
    let secret = pem.lines().nth(1).unwrap();
    assert!(!format!("{error} {error:?}").contains(&secret[..20]));
    let gate = gate(&json!({ "keys": [key(Algorithm::ES256)] }));
    let token = token(&json!({}), r#"{"keyid":"x","audience":"infura.io","expiresIn":60}"#);
    let authorization = format!("Bearer {token}");
    let request = Request { authorization: Some(&authorization), ..Default::default() };
    let shown = format!("{:?}", gate.authorize(&request, NOW).unwrap());
    assert!(!shown.contains(&token[..30]), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_request_is_decided(
        authorization in proptest::option::of("(Bearer )?.*"),
        origin in proptest::option::of(prop_oneof![Just("https://a.example".to_owned()), "[a-z:/.*\\[\\]@]{0,20}", ".*".prop_map(String::from)]),
        user_agent in proptest::option::of(".*"),
        body in prop_oneof![".*", "[\\[\\]{}\":,a-z0-9]{0,40}", call()],
    ) {
        let gate = lenient();
        let request = Request {
            authorization: authorization.as_deref(),
            origin: origin.as_deref(),
            user_agent: user_agent.as_deref(),
            body: Some(&body),
        };
        let decision = gate.authorize(&request, NOW).unwrap();
        prop_assert!(serde_json::from_str::<Value>(&decision.to_json()).is_ok());
        let without = Request { body: None, ..request };
        prop_assert!(gate.authorize(&without, NOW).is_ok());
    }
}

fn lenient() -> Gate {
    gate(&json!({
        "requireJwt": false,
        "keys": [key(Algorithm::ES256)],
        "allowlists": { "addresses": [ADDRESS], "origins": ["https://*.example", "https://a.example"] },
    }))
}

fn call() -> impl Strategy<Value = String> {
    let method = prop_oneof![Just("eth_getLogs"), Just("eth_call"), Just("eth_getBalance")];
    let param = prop_oneof![
        Just(json!(ADDRESS)),
        Just(json!({ "to": ADDRESS })),
        Just(json!({ "address": [ADDRESS] })),
        Just(json!({ "filter": { "address": ADDRESS } })),
        Just(Value::Null),
        any::<u8>().prop_map(Value::from),
    ];
    let params =
        prop_oneof![proptest::collection::vec(param.clone(), 0..4).prop_map(Value::from), param,];
    (method, params)
        .prop_map(|(method, params)| json!({ "method": method, "params": params }).to_string())
}
