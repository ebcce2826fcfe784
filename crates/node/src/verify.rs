//! Checking.

use std::sync::Arc;

use jotmint::jwt::{Validity, VerifyOptions};
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

/// `VerifierHandle` of binding.ts; `verify` is a function of each one's own.
#[napi]
pub struct Verifier(Arc<jotmint::jwt::Verifier>, Arc<Pace>);

#[napi]
impl Verifier {
    #[napi(catch_unwind)]
    pub fn verify_async<'env>(
        &self,
        env: &'env Env,
        token: Text,
        now: f64,
    ) -> Result<Either<AsyncTask<Work<Outcome<Text>>>, Object<'env>>> {
        let verifier = Arc::clone(&self.0);
        self.1.promise(env, move || verify(&verifier, &token.0, now))
    }

    #[napi(catch_unwind)]
    pub fn verify_many<'env>(
        &self,
        env: &'env Env,
        tokens: Vec<Text>,
        now: f64,
    ) -> Result<Object<'env>> {
        let verifier = Arc::clone(&self.0);
        many::each(env, tokens, move |token| verify(&verifier, &token.0, now))
    }

    #[napi(catch_unwind)]
    pub fn validity(&self, exp: Option<f64>, nbf: Option<f64>, iat: Option<f64>) -> Vec<f64> {
        let Validity { from, until } = self.0.validity(exp, nbf, iat);
        vec![from, until]
    }

    #[napi(catch_unwind)]
    pub fn known_header(&self, number: u32) -> Option<String> {
        let number = usize::try_from(number).ok()?;
        self.0.signatures().known_header(number).map(str::to_owned)
    }
}

/// `VerifiedText` of binding.ts. One text crosses faster than its parts.
fn verify(verifier: &jotmint::jwt::Verifier, token: &str, now: f64) -> Outcome<Text> {
    outcome(|| Ok(Text(verifier.verify(token, now)?.into_json())))
}

#[napi(catch_unwind)]
pub fn create_verifier<'env>(
    env: &'env Env,
    keys: Vec<ClassInstance<Key>>,
    options: String,
) -> Result<Outcome<ClassInstance<'env, Verifier>>> {
    let made = outcome(|| {
        let options = VerifyOptions::from_json(&options)?;
        let verifier = jotmint::jwt::Verifier::new(&core_keys(&keys), &options)?;
        Ok(Verifier(Arc::new(verifier), Arc::default()))
    });
    then(made, |handle| {
        let verifier = Arc::clone(&handle.0);
        with_call(env, handle, "verify", move |token, call| {
            Ok(verify(&verifier, token, call.get(1)?))
        })
    })
}

/// The core's keys of handles that JavaScript gave.
pub(crate) fn core_keys(keys: &[ClassInstance<Key>]) -> Vec<jotmint::Key> {
    keys.iter().map(|key| key.0.clone()).collect()
}

/// Lists are shorter than this by far: their keys are held in memory.
pub(crate) fn index(key: usize) -> u32 {
    u32::try_from(key).unwrap_or(u32::MAX)
}
