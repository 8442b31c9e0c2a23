#include "gateway/routing/health/attempt_reason.h"

#include "gateway/http/proxy/socket_reason.h"
#include "gateway/http/tls/certificate_problem.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::routing;

namespace {

/// Checks that the text is unchanged and can be translated.
void checkKnown(const std::string& kept)
{
    CAPTURE(kept);
    const Sentence said = reasonSentence(kept);
    CHECK(toText(said) == kept);
    CHECK_FALSE(said.pattern.empty());
}

} // namespace

TEST_CASE("recognises every stored reason of the gateway")
{
    for (int i = 0; i <= static_cast<int>(AttemptReason::Speed); ++i) {
        const auto reason = static_cast<AttemptReason>(i);
        checkKnown(wordsOf(reason));
        checkKnown(reasonWithStatus(404, reason));
        checkKnown(timeoutReason(reason));
        CHECK(reasonSentence(timeoutReason(reason)).values.front().pattern == "timeout");
    }
}

TEST_CASE("recognises every stored network reason with and without proxy and remedy")
{
    for (const auto kind : {QNetworkProxy::NoProxy, QNetworkProxy::HttpProxy, QNetworkProxy::Socks5Proxy}) {
        for (int code = QAbstractSocket::UnknownSocketError; code <= QAbstractSocket::TemporaryError; ++code) {
            const std::string words = toText(http::socketReason(static_cast<QAbstractSocket::SocketError>(code), QNetworkProxy(kind)));
            checkKnown(words);
            checkKnown(words + " (proxy 10.0.0.1:3128)");
            checkKnown(words + " (proxy [::1]:3128). Check ALL_PROXY.");
        }
    }
    for (const auto error : {QSslError::SelfSignedCertificate, QSslError::HostNameMismatch, QSslError::CertificateExpired, QSslError::CertificateNotYetValid,
             QSslError::UnableToGetLocalIssuerCertificate, QSslError::SelfSignedCertificateInChain, QSslError::InvalidPurpose}) {
        const std::string words = "certificate not trusted: " + toText(http::certificateProblem(QSslError(error)));
        checkKnown(words);
        checkKnown(words + ". Name its authority as ca_file.");
        CHECK(reasonSentence(words).pattern == "certificate not trusted: %1");
    }
}

TEST_CASE("shows an unknown stored reason unchanged")
{
    const char* const kept = GENERATE("", "429", "something new: and more", "something (proxy 10.0.0.1:1)", "403: something new. And more", ": ", "(proxy )", " (proxy ");
    CAPTURE(kept);
    const Sentence said = reasonSentence(kept);
    CHECK(said.pattern.empty());
    CHECK(said.text == kept);
}
