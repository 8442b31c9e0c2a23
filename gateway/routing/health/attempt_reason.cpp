#include "attempt_reason.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace gateway::routing {

namespace {

struct Row {
    AttemptReason reason;
    const char* words;
};
constexpr std::array kOwn{
    Row{AttemptReason::AnsweredSooner, QT_TRANSLATE_NOOP("Error", "another attempt answered first")},
    Row{AttemptReason::OtherFailed, QT_TRANSLATE_NOOP("Error", "another request for the same answer failed")},
    Row{AttemptReason::NoJson, QT_TRANSLATE_NOOP("Error", "not a JSON object")},
    Row{AttemptReason::NoMemory, QT_TRANSLATE_NOOP("Error", "not enough memory for the answer")},
    Row{AttemptReason::ErrorInStream, QT_TRANSLATE_NOOP("Error", "error in the stream")},
    Row{AttemptReason::EmptyAnswer, QT_TRANSLATE_NOOP("Error", "empty answer")},
    Row{AttemptReason::NotJson, QT_TRANSLATE_NOOP("Error", "not valid JSON")},
    Row{AttemptReason::TooManyValues, QT_TRANSLATE_NOOP("Error", "too many values")},
    Row{AttemptReason::TooLong, QT_TRANSLATE_NOOP("Error", "too long")},
    Row{AttemptReason::UnusableStream, QT_TRANSLATE_NOOP("Error", "unusable stream")},
    Row{AttemptReason::OtherJson, QT_TRANSLATE_NOOP("Error", "unexpected JSON")},
    Row{AttemptReason::UnusableAnswer, QT_TRANSLATE_NOOP("Error", "unusable answer")},
    Row{AttemptReason::UnknownCoding, QT_TRANSLATE_NOOP("Error", "unknown content coding")},
    Row{AttemptReason::NoEndpoint, QT_TRANSLATE_NOOP("Error", "no such endpoint")},
    Row{AttemptReason::RefusedTool, QT_TRANSLATE_NOOP("Error", "this endpoint does not take a tool of the request")},
    Row{AttemptReason::Connecting, QT_TRANSLATE_NOOP("Error", "connecting")},
    Row{AttemptReason::FirstByte, QT_TRANSLATE_NOOP("Error", "the first byte")},
    Row{AttemptReason::FirstToken, QT_TRANSLATE_NOOP("Error", "the first token")},
    Row{AttemptReason::Answer, QT_TRANSLATE_NOOP("Error", "the answer")},
    Row{AttemptReason::RestOfAnswer, QT_TRANSLATE_NOOP("Error", "the rest of the answer")},
    Row{AttemptReason::Speed, QT_TRANSLATE_NOOP("Error", "its speed")},
};
static_assert(kOwn.size() == static_cast<std::size_t>(AttemptReason::Speed) + 1);

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < kOwn.size(); ++i)
        if (kOwn[i].reason != static_cast<AttemptReason>(i))
            return false;
    return true;
}
static_assert(areInOrder(), "one row for each reason, in the order of the enumeration");

/// Reasons from the network, and those stored by earlier versions.
constexpr std::array kOfOthers{
    QT_TRANSLATE_NOOP("Error", "connection refused"),
    QT_TRANSLATE_NOOP("Error", "connection closed while it was being set up"),
    QT_TRANSLATE_NOOP("Error", "connection closed before an answer was received"),
    QT_TRANSLATE_NOOP("Error", "host not found"),
    QT_TRANSLATE_NOOP("Error", "no answer to the connection attempt"),
    QT_TRANSLATE_NOOP("Error", "network or host unreachable"),
    QT_TRANSLATE_NOOP("Error", "this machine does not permit the connection"),
    QT_TRANSLATE_NOOP("Error", "no free connection on this machine"),
    QT_TRANSLATE_NOOP("Error", "connection failed"),
    QT_TRANSLATE_NOOP("Error", "TLS handshake failed"),
    QT_TRANSLATE_NOOP("Error", "the address leads back to this gateway"),
    QT_TRANSLATE_NOOP("Error", "the connection was reset before the end of the answer"),
    QT_TRANSLATE_NOOP("Error", "the connection was cut off, possibly before the end of the answer"),
    QT_TRANSLATE_NOOP("Error", "the answer was cut off before its end"),
    QT_TRANSLATE_NOOP("Error", "the proxy cannot reach the host, or does not allow it"),
    QT_TRANSLATE_NOOP("Error", "proxy authentication is required, or uses an unsupported scheme"),
    QT_TRANSLATE_NOOP("Error", "the proxy does not support this type of connection"),
    QT_TRANSLATE_NOOP("Error", "the proxy's answer cannot be read: it is not a SOCKS5 proxy, or it returned a host name instead of an address"),
    QT_TRANSLATE_NOOP("Error", "the proxy does not allow the connection"),
    QT_TRANSLATE_NOOP("Error", "the proxy rejected the user name and password, or requires them"),
    QT_TRANSLATE_NOOP("Error", "the proxy refused the connection"),
    QT_TRANSLATE_NOOP("Error", "the proxy closed the connection"),
    QT_TRANSLATE_NOOP("Error", "the proxy did not answer"),
    QT_TRANSLATE_NOOP("Error", "the proxy's host was not found"),
    QT_TRANSLATE_NOOP("Error", "the proxy did not open the connection: it cannot reach the host, requires other credentials, or is not an HTTP proxy"),
    QT_TRANSLATE_NOOP("Error", "the proxy closed the connection before an answer was received"),
    QT_TRANSLATE_NOOP("Error", "the proxy requires other credentials"),
    // Follow "certificate not trusted: ".
    QT_TRANSLATE_NOOP("Error", "it is self-signed and not trusted here"),
    QT_TRANSLATE_NOOP("Error", "its certificate authority is not trusted here"),
    QT_TRANSLATE_NOOP("Error", "it is for another host"),
    QT_TRANSLATE_NOOP("Error", "it or the certificate of its authority has expired"),
    QT_TRANSLATE_NOOP("Error", "it or the certificate of its authority is not valid yet"),
    QT_TRANSLATE_NOOP("Error", "it is not a server certificate"),
    // Reasons in `resources/failures`, following a status.
    QT_TRANSLATE_NOOP("Error", "account not verified"),
    QT_TRANSLATE_NOOP("Error", "account under risk control"),
    QT_TRANSLATE_NOOP("Error", "account suspended or restricted"),
    QT_TRANSLATE_NOOP("Error", "region not supported"),
};
constexpr const char* kTimeOut = QT_TRANSLATE_NOOP("Error", "timeout");

std::optional<Sentence> knownWords(std::string_view words)
{
    if (const auto* const own = std::ranges::find_if(kOwn, [words](const Row& row) { return words == row.words; }); own != kOwn.end())
        return Sentence::of(own->words);
    if (const auto* const other = std::ranges::find_if(kOfOthers, [words](const char* known) { return words == known; }); other != kOfOthers.end())
        return Sentence::of(*other);
    return std::nullopt;
}

/// "403: account not verified", "timeout: the first byte", "certificate not trusted: it is for another host".
std::optional<Sentence> knownAfterColon(std::string_view reason)
{
    constexpr std::string_view kDistrust = "certificate not trusted";
    const std::size_t colon = reason.find(": ");
    const auto tail = colon == std::string_view::npos ? std::nullopt : knownWords(reason.substr(colon + 2));
    if (!tail)
        return knownWords(reason);
    const std::string_view head = reason.substr(0, colon);
    if (head == kDistrust)
        return Sentence{QT_TRANSLATE_NOOP("Error", "certificate not trusted: %1"), {*tail}};
    return Sentence{QT_TRANSLATE_NOOP("Error", "%1: %2"), {head == kTimeOut ? Sentence::of(kTimeOut) : asIs(std::string(head)), *tail}};
}

/// The same with the proxy that reported it: "connection refused (proxy 10.0.0.1:3128)".
std::optional<Sentence> knownOfProxy(std::string_view reason)
{
    constexpr std::string_view kProxy = " (proxy ";
    const std::size_t begin = reason.rfind(kProxy);
    if (begin == std::string_view::npos || !reason.ends_with(')'))
        return std::nullopt;
    const std::size_t name = begin + kProxy.size();
    const auto words = knownAfterColon(reason.substr(0, begin));
    return words ? std::optional<Sentence>({QT_TRANSLATE_NOOP("Error", "%1 (proxy %2)"), {*words, std::string(reason.substr(name, reason.size() - 1 - name))}}) : std::nullopt;
}

std::optional<Sentence> known(std::string_view reason)
{
    auto words = knownAfterColon(reason);
    return words ? words : knownOfProxy(reason);
}

} // namespace

const char* wordsOf(AttemptReason reason) { return kOwn[static_cast<std::size_t>(reason)].words; }

std::string reasonWithStatus(int status, AttemptReason reason) { return std::to_string(status) + ": " + wordsOf(reason); }

std::string timeoutReason(AttemptReason waitedFor) { return std::string(kTimeOut) + ": " + wordsOf(waitedFor); }

Sentence reasonSentence(const std::string& reason)
{
    if (auto whole = known(reason))
        return *std::move(whole);
    const std::size_t end = reason.find(". "); // a remedy follows, such as what to correct in a proxy setting
    if (auto words = end == std::string::npos ? std::nullopt : known(std::string_view(reason).substr(0, end)))
        return {QT_TRANSLATE_NOOP("Error", "%1. %2"), {*std::move(words), asIs(reason.substr(end + 2))}};
    return asIs(reason);
}

} // namespace gateway::routing
