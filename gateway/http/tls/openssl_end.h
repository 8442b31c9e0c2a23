#pragma once

namespace gateway::http {

/// Leaves out what OpenSSL cleans up at `exit()`: threads that are at work then crash in it. Call it before anything uses
/// OpenSSL. Source: docs.openssl.org, OPENSSL_init_crypto, OPENSSL_INIT_NO_ATEXIT; read 2026-11-28.
void keepOpenSslToTheEnd();

} // namespace gateway::http
