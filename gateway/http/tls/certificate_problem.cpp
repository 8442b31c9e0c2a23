#include "certificate_problem.h"

#include <QtGlobal>

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace gateway::http {

namespace {

/// Maps technical messages of OpenSSL and Qt about certificates.
struct Problem {
    int code;
    QSslError::SslError error;
    const char* words;
};
constexpr const char* kSelfSigned = QT_TRANSLATE_NOOP("Error", "it is self-signed and not trusted here");
constexpr const char* kUnknown = QT_TRANSLATE_NOOP("Error", "its certificate authority is not trusted here");
constexpr const char* kOtherHost = QT_TRANSLATE_NOOP("Error", "it is for another host");
constexpr std::array kProblems{
    Problem{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, QSslError::UnableToGetIssuerCertificate, kUnknown},
    Problem{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, QSslError::UnableToGetLocalIssuerCertificate, kUnknown},
    Problem{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, QSslError::UnableToVerifyFirstCertificate, kUnknown},
    Problem{X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, QSslError::SelfSignedCertificateInChain, kUnknown},
    Problem{X509_V_ERR_CERT_UNTRUSTED, QSslError::CertificateUntrusted, kUnknown},
    Problem{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, QSslError::SelfSignedCertificate, kSelfSigned},
    Problem{X509_V_ERR_HOSTNAME_MISMATCH, QSslError::HostNameMismatch, kOtherHost},
    Problem{X509_V_ERR_IP_ADDRESS_MISMATCH, QSslError::HostNameMismatch, kOtherHost},
    Problem{X509_V_ERR_CERT_HAS_EXPIRED, QSslError::CertificateExpired, QT_TRANSLATE_NOOP("Error", "it or the certificate of its authority has expired")},
    Problem{X509_V_ERR_CERT_NOT_YET_VALID, QSslError::CertificateNotYetValid, QT_TRANSLATE_NOOP("Error", "it or the certificate of its authority is not valid yet")},
    Problem{X509_V_ERR_INVALID_PURPOSE, QSslError::InvalidPurpose, QT_TRANSLATE_NOOP("Error", "it is not a server certificate")},
};

} // namespace

Sentence certificateProblem(int code)
{
    for (const Problem& row : kProblems)
        if (row.code == code)
            return Sentence::of(row.words);
    return asIs(X509_verify_cert_error_string(code));
}

Sentence certificateProblem(const QSslError& error)
{
    for (const Problem& row : kProblems)
        if (row.error == error.error())
            return Sentence::of(row.words);
    return asIs(error.errorString().toStdString());
}

bool isUnvouched(int code)
{
    return std::ranges::any_of(kProblems, [code](const Problem& row) { return row.code == code && (row.words == kUnknown || row.words == kSelfSigned); });
}

} // namespace gateway::http
