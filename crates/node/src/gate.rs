//! Infura's decision about a request.

use jotmint::infura::Request;
use napi::bindgen_prelude::Uint8ArraySlice;
use napi_derive::napi;
use zeroize::Zeroizing;

use crate::outcome::{Outcome, outcome};

/// `GateHandle` of binding.ts.
#[napi]
pub struct Gate(jotmint::infura::Gate);

#[napi]
impl Gate {
    #[napi(catch_unwind)]
    pub fn authorize(
        &self,
        authorization: Option<String>,
        origin: Option<String>,
        user_agent: Option<String>,
        body: Option<Uint8ArraySlice<'_>>,
        now: f64,
        with_token: bool,
    ) -> Outcome<String> {
        outcome(|| {
            // A copy, because another thread may change bytes that are shared meanwhile.
            let body = body.map(|bytes| bytes.to_vec());
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

#[napi(catch_unwind)]
pub fn create_gate(config: String) -> Outcome<Gate> {
    // Somebody may have put a private key there.
    let config = Zeroizing::new(config);
    outcome(|| jotmint::infura::Gate::new(&config).map(Gate))
}
