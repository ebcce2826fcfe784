//! Whom the node's certificate must be by.

use std::env;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

/// Trusts whom the system trusts, or `SSL_CERT_FILE` and `SSL_CERT_DIR` name. Where a system says
/// nothing, as small images of containers do, it is `fallback`: those that Node brings, as PEM. And
/// always whom Node's own `NODE_EXTRA_CA_CERTS` names.
///
/// # Errors
/// Where what the variables name cannot be read: others would be trusted than somebody meant.
pub(crate) fn connector(fallback: &str) -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let mut named = ["SSL_CERT_FILE", "SSL_CERT_DIR"].into_iter();
    if roots.is_empty()
        && let Some(name) = named.find(|name| env::var_os(name).is_some())
    {
        return Err(format!("{name} names no certificates that can be read."));
    }
    if roots.is_empty() {
        roots.add_parsable_certificates(
            CertificateDer::pem_slice_iter(fallback.as_bytes()).flatten(),
        );
    }
    if let Some(file) = env::var_os("NODE_EXTRA_CA_CERTS")
        && let Ok(certificates) = CertificateDer::pem_file_iter(file)
    {
        roots.add_parsable_certificates(certificates.flatten());
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}
