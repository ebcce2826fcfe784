//! Infura's decision about a request.

use jotmint::infura::Request;
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
        body: Option<String>,
        now: f64,
    ) -> Outcome<String> {
        outcome(|| {
            let request = Request {
                authorization: authorization.as_deref(),
                origin: origin.as_deref(),
                user_agent: user_agent.as_deref(),
                body: body.as_deref(),
            };
            Ok(self.0.authorize(&request, now)?.to_json())
        })
    }
}

#[napi(catch_unwind)]
pub fn create_gate(config: String) -> Outcome<Gate> {
    // Somebody may have put a private key there.
    let config = Zeroizing::new(config);
    outcome(|| jotmint::infura::Gate::new(&config).map(Gate))
}
