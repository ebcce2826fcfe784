//! Neuron's decision about a request.

use jotmint::neuron;
use napi_derive::napi;
use zeroize::Zeroizing;

use crate::outcome::{Outcome, outcome};

/// `NeuronVerifierHandle` of binding.ts.
#[napi]
pub struct NeuronVerifier(neuron::Verifier);

#[napi]
impl NeuronVerifier {
    #[napi(catch_unwind)]
    pub fn authorize(&self, authorization: Option<String>, now: f64) -> Outcome<String> {
        outcome(|| Ok(self.0.authorize(authorization.as_deref(), now)?.to_json()))
    }

    #[napi(catch_unwind)]
    pub fn problems(&self) -> String {
        jotmint::findings_to_json(self.0.problems())
    }
}

#[napi(catch_unwind)]
pub fn create_neuron_verifier(options: String) -> Outcome<NeuronVerifier> {
    // Somebody may have put a private key there.
    let options = Zeroizing::new(options);
    outcome(|| neuron::Verifier::new(&options).map(NeuronVerifier))
}
