#pragma once

#include "gateway/core/text/sentence.h"

#include <QSslError>

namespace gateway::http {

/// Why a server's certificate is not trusted, as words after "certificate not trusted: ": of a code of OpenSSL (X509_V_ERR_...). Any thread.
Sentence certificateProblem(int code);
/// The same of an error of Qt's.
Sentence certificateProblem(const QSslError& error);

/// Whether the code says that nobody who is trusted vouches for it.
bool isUnvouched(int code);

} // namespace gateway::http
