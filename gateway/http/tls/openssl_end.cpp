#include "openssl_end.h"

#include <openssl/crypto.h>

namespace gateway::http {

void keepOpenSslToTheEnd() { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }

} // namespace gateway::http
