//! Minting.

use std::sync::Arc;

use jotmint::{Algorithm, Rules};
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Object};
use napi::{Either, Env, Result};
use napi_derive::napi;

use crate::handle::with_call;
use crate::key::Key;
use crate::many;
use crate::outcome::{Outcome, outcome, then};
use crate::pace::Pace;
use crate::text::Text;
use crate::work::Work;

/// `SignerHandle` of binding.ts; `sign` is a function of each one's own.
#[napi]
pub struct Signer(Arc<jotmint::jwt::Signer>, Arc<Pace>);

#[napi]
impl Signer {
    #[napi(catch_unwind)]
    pub fn sign_async<'env>(
        &self,
        env: &'env Env,
        payload: Text,
        now: f64,
    ) -> Result<Either<AsyncTask<Work<Outcome<Text>>>, Object<'env>>> {
        let signer = Arc::clone(&self.0);
        self.1.promise(env, move || sign(&signer, &payload.0, now))
    }

    #[napi(catch_unwind)]
    pub fn sign_many<'env>(
        &self,
        env: &'env Env,
        payloads: Vec<Text>,
        now: f64,
    ) -> Result<Object<'env>> {
        let signer = Arc::clone(&self.0);
        many::each(env, payloads, move |payload| sign(&signer, &payload.0, now))
    }

    #[napi(catch_unwind)]
    pub fn warnings(&self) -> Vec<String> {
        self.0.warnings().to_vec()
    }
}

fn sign(signer: &jotmint::jwt::Signer, payload: &str, now: f64) -> Outcome<Text> {
    outcome(|| signer.sign(payload, now).map(Text))
}

#[napi(catch_unwind)]
pub fn create_signer<'env>(
    env: &'env Env,
    rules: String,
    key: &Key,
    options: String,
) -> Result<Outcome<ClassInstance<'env, Signer>>> {
    let made = outcome(|| {
        let signer = rules.parse::<Rules>()?.signer(&key.0, &options)?;
        Ok(Signer(Arc::new(signer), Arc::default()))
    });
    then(made, |handle| {
        let signer = Arc::clone(&handle.0);
        with_call(env, handle, "sign", move |payload, call| {
            Ok(sign(&signer, payload, call.get(1)?))
        })
    })
}

/// `TemplateHandle` of binding.ts.
#[napi]
pub struct Template(jotmint::jwt::Template);

#[napi]
impl Template {
    #[napi(catch_unwind)]
    pub fn input(&self, payload: Text, now: f64) -> Outcome<String> {
        outcome(|| self.0.input(&payload.0, now))
    }

    #[napi(catch_unwind)]
    pub fn attach(&self, input: String, signature: &[u8]) -> Outcome<String> {
        outcome(|| self.0.attach(&input, signature))
    }

    #[napi(catch_unwind)]
    pub fn warnings(&self) -> Vec<String> {
        self.0.warnings().to_vec()
    }
}

#[napi(catch_unwind)]
pub fn create_template(rules: String, algorithm: String, options: String) -> Outcome<Template> {
    outcome(|| {
        let algorithm: Algorithm = algorithm.parse()?;
        rules.parse::<Rules>()?.template(algorithm, &options).map(Template)
    })
}
