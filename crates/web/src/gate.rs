//! Infura's decision about a request.

use jotmint::infura::Request;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::outcome::outcome;

/// `GateHandle` of binding.ts.
#[wasm_bindgen]
pub struct Gate(jotmint::infura::Gate);

#[wasm_bindgen]
impl Gate {
    pub fn authorize(
        &self,
        authorization: Option<String>,
        origin: Option<String>,
        user_agent: Option<String>,
        body: Option<Vec<u8>>,
        now: f64,
        with_token: bool,
    ) -> JsValue {
        outcome(|| {
            let request = Request {
                authorization: authorization.as_deref(),
                origin: origin.as_deref(),
                user_agent: user_agent.as_deref(),
                body: body.as_deref().map(Request::text),
            };
            let decision = self.0.authorize(&request, now)?;
            Ok(if with_token { decision } else { decision.without_token() }.to_json())
        })
    }
}

#[wasm_bindgen(js_name = createGate)]
pub fn create_gate(config: String) -> JsValue {
    // Somebody may have put a private key there.
    let config = Zeroizing::new(config);
    outcome(|| jotmint::infura::Gate::new(&config).map(Gate))
}
