//! A stub for mdbook-linkcheck2's HTTP client, which is never used because no test follows a web link. The real one has eighty dependencies, including TLS in C, a fifth of
//! what a fresh clone would compile.
//!
//! It has only the functions that mdbook-linkcheck2 calls, and every request fails with an error that says why.

use std::fmt;

pub use http::header;
use http::{HeaderMap, HeaderValue, StatusCode};
pub use url::Url;

/// A client that sends nothing. It is also its own builder, and the builder of its requests.
#[derive(Debug, Clone)]
pub struct Client(());

/// The error of every request.
#[derive(Debug)]
pub struct Error(());

/// A response, which no request ever gets.
#[derive(Debug)]
pub enum Response {}

impl Client {
    /// Returns a builder of a client.
    pub fn builder() -> Self {
        Self(())
    }

    /// Sets the headers of every request.
    #[must_use]
    pub fn default_headers(self, _headers: HeaderMap) -> Self {
        self
    }

    /// Sets the `User-Agent` of every request.
    #[must_use]
    pub fn user_agent(self, _name: impl TryInto<HeaderValue>) -> Self {
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Never fails.
    pub fn build(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// Returns a builder of a HEAD request.
    pub fn head(&self, _address: Url) -> Self {
        Self(())
    }

    /// Sets the headers of this request.
    #[must_use]
    pub fn headers(self, _headers: HeaderMap) -> Self {
        self
    }

    /// Sends nothing.
    ///
    /// # Errors
    ///
    /// Always fails.
    pub async fn send(self) -> Result<Response, Error> {
        Err(Error(()))
    }
}

impl Response {
    /// Never called, as there is never a response.
    ///
    /// # Errors
    ///
    /// Never fails.
    pub fn error_for_status(self) -> Result<Self, Error> {
        match self {}
    }
}

impl Error {
    /// Returns whether the request timed out; always `false`.
    pub fn is_timeout(&self) -> bool {
        false
    }

    /// Returns whether the server sent an error status; always `false`.
    pub fn is_status(&self) -> bool {
        false
    }

    /// Returns the server's status; always `None`.
    pub fn status(&self) -> Option<StatusCode> {
        None
    }

    /// Returns the request's URL; always `None`.
    pub fn url(&self) -> Option<&Url> {
        None
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "links to the web aren't followed; to give mdbook-linkcheck2 its HTTP client back, take `crates/no-web` out of Cargo.toml",
        )
    }
}

impl std::error::Error for Error {}
