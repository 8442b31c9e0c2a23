#pragma once

namespace gateway::http {

/// Disables OpenSSL's cleanup at `exit()`, which crashes threads that are still running, and leaks memory of threads
/// that end after it. Call it before anything uses OpenSSL.
/// Source: docs.openssl.org, OPENSSL_init_crypto, OPENSSL_INIT_NO_ATEXIT; read 2026-11-28.
void keepOpenSslToTheEnd();

} // namespace gateway::http
