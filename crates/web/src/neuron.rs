//! Neuron's decision about a request.

use jotmint::neuron;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::outcome::outcome;

/// `NeuronVerifierHandle` of binding.ts.
#[wasm_bindgen]
pub struct NeuronVerifier(neuron::Verifier);

#[wasm_bindgen]
impl NeuronVerifier {
    pub fn authorize(&self, authorization: Option<String>, now: f64) -> JsValue {
        outcome(|| Ok(self.0.authorize(authorization.as_deref(), now)?.to_json()))
    }

    pub fn problems(&self) -> String {
        jotmint::findings_to_json(self.0.problems())
    }
}

#[wasm_bindgen(js_name = createNeuronVerifier)]
pub fn create_neuron_verifier(options: String) -> JsValue {
    // Somebody may have put a private key there.
    let options = Zeroizing::new(options);
    outcome(|| neuron::Verifier::new(&options).map(NeuronVerifier))
}
