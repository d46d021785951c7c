//! Stands for the HTTP client of mdbook-linkcheck2, which is never asked: no test follows a link to the web. The real one brings eighty packages, TLS in C among them, and
//! a fifth of what a fresh clone compiles.
//!
//! It has what mdbook-linkcheck2 calls, and each request ends in an error that says why.

use std::fmt;

pub use http::header;
use http::{HeaderMap, HeaderValue, StatusCode};
pub use url::Url;

/// A client that asks nobody, and likewise what is put together to get one, and a request.
#[derive(Debug, Clone)]
pub struct Client(());

/// The error of every request.
#[derive(Debug)]
pub struct Error(());

/// What no request gets.
#[derive(Debug)]
pub enum Response {}

impl Client {
    /// A client to put together.
    pub fn builder() -> Self {
        Self(())
    }

    /// Sets what is sent with each request.
    #[must_use]
    pub fn default_headers(self, _headers: HeaderMap) -> Self {
        self
    }

    /// Sets the name that is sent with each request.
    #[must_use]
    pub fn user_agent(self, _name: impl TryInto<HeaderValue>) -> Self {
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// None.
    pub fn build(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// A request for what is at an address, without its body.
    pub fn head(&self, _address: Url) -> Self {
        Self(())
    }

    /// Sets what is sent with this request.
    #[must_use]
    pub fn headers(self, _headers: HeaderMap) -> Self {
        self
    }

    /// Sends nothing.
    ///
    /// # Errors
    ///
    /// Always, that there's no web here.
    pub async fn send(self) -> Result<Response, Error> {
        Err(Error(()))
    }
}

impl Response {
    /// This response, which there never is.
    ///
    /// # Errors
    ///
    /// None.
    pub fn error_for_status(self) -> Result<Self, Error> {
        match self {}
    }
}

impl Error {
    /// Whether time ran out, which it never does.
    pub fn is_timeout(&self) -> bool {
        false
    }

    /// Whether a server has refused, which none does.
    pub fn is_status(&self) -> bool {
        false
    }

    /// With what status a server has refused.
    pub fn status(&self) -> Option<StatusCode> {
        None
    }

    /// Where.
    pub fn url(&self) -> Option<&Url> {
        None
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "links to the web aren't followed; take `crates/no-web` out of Cargo.toml, and mdbook-linkcheck2 has its HTTP client again",
        )
    }
}

impl std::error::Error for Error {}
