#pragma once

namespace gateway::http {

/// Leaves out what OpenSSL cleans up at `exit()`: a thread that is at work then crashes in it, and one that ends after it
/// leaks. Call it before anything uses OpenSSL.
/// Source: docs.openssl.org, OPENSSL_init_crypto, OPENSSL_INIT_NO_ATEXIT; read 2026-11-28.
void keepOpenSslToTheEnd();

} // namespace gateway::http
