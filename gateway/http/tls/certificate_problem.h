#pragma once

#include "gateway/core/text/sentence.h"

#include <QSslError>

namespace gateway::http {

/// Why a server certificate is not trusted, as text after "certificate not trusted: ", for an OpenSSL code
/// (X509_V_ERR_...). Any thread.
Sentence certificateProblem(int code);
/// The same for a Qt error.
Sentence certificateProblem(const QSslError& error);

/// Whether the code means that no trusted authority signed the certificate.
bool isUnvouched(int code);

} // namespace gateway::http
