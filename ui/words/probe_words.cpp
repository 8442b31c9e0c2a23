#include "probe_words.h"

#include "gateway/core/secret_reference.h"

namespace ui::words {

using gateway::ErrorKind;
using gateway::host::ProbeResult;
using gateway::providers::UpstreamFailure;

QString ProbeWords::notSent(const ProbeResult& result)
{
    switch (result.problem.value_or(ErrorKind::InternalError)) {
    case ErrorKind::NoUsableKey: return ofKey(result);
    case ErrorKind::ConfigInvalid: return tr("Not set up: address or setting missing");
    case ErrorKind::LoopDetected: return tr("This is the address of Signalbox: enter the provider’s own address");
    default: return tr("Test not possible");
    }
}

QString ProbeWords::ofKey(const ProbeResult& result)
{
    using gateway::SecretReference;
    const bool isKeychain = SecretReference::isIn(SecretReference::Store::Keychain, result.keyReference);
    switch (result.keyProblem.value_or(ErrorKind::NoUsableKey)) {
    case ErrorKind::SecretLocked:
        return isKeychain ? tr("The keychain is locked. Unlock it and test again") : tr("The encrypted file with its key is locked. Enter its passphrase and test again");
    case ErrorKind::SecretTimeout:
        if (isKeychain) return tr("The keychain is not responding. It may be waiting for its password in another window");
        break;
    case ErrorKind::SecretUnavailable:
        if (isKeychain) return tr("The keychain with its key is not available");
        break;
    default: break;
    }
    return tr("No usable key");
}

QString ProbeWords::ofStatus(int status)
{
    switch (status) {
    case 401: return tr("Key rejected (401)");
    case 402: return tr("The balance is used up (402)");
    case 403: return tr("The key has no permission (403)");
    case 404: return tr("Not found (404): check the address and the model");
    case 429: return tr("Reached, but rate-limited now (429)");
    default: break;
    }
    if (status >= 300 && status < 400) return tr("The address redirects (%1). The key was not sent there: check the address").arg(status);
    return tr("Unexpected status %1").arg(status);
}

QString ProbeWords::ofMistake(gateway::SecretMistake mistake, int status)
{
    using gateway::SecretMistake;
    switch (mistake) {
    case SecretMistake::Quotes:
    case SecretMistake::TypographicQuotes: return tr("Key rejected (%1). It is in quotes: remove them").arg(status);
    case SecretMistake::Bearer: return tr("Key rejected (%1). It starts with “Bearer”, which Signalbox adds automatically: enter only the key").arg(status);
    case SecretMistake::Assignment: return tr("Key rejected (%1). It is a NAME=VALUE line: enter only the value").arg(status);
    case SecretMistake::LineBreak: break; // never sent
    }
    return {};
}

QString ProbeWords::what(const ProbeResult& result)
{
    const QString address = QString::fromStdString(result.address);
    if (result.better) return tr("No API at this address. Use %1 instead").arg(QString::fromStdString(result.better->baseUrl));
    switch (result.failure) {
    case UpstreamFailure::NotSent: return notSent(result);
    case UpstreamFailure::NoModel:
        if (result.status == 404) return tr("No model list at this address (404): check the address, or enter a model in the provider’s settings, under “Models”");
        return tr("No model to test with: enter one in the provider’s settings, under “Models”");
    case UpstreamFailure::Refused: return tr("No response at %1: check that it is running and the address is correct").arg(address);
    case UpstreamFailure::HostNotFound: return tr("Host of %1 not found: check the address and the network").arg(address);
    case UpstreamFailure::NotSecure: return tr("No secure connection to %1").arg(address);
    case UpstreamFailure::ProxyFailed: return tr("The proxy refused the connection to %1").arg(address);
    case UpstreamFailure::BrokenOff: return tr("%1 closed the connection or does not use HTTP").arg(address);
    case UpstreamFailure::Unreachable: return tr("%1 cannot be reached").arg(address);
    case UpstreamFailure::TimedOut: return tr("%1 did not answer in time").arg(address);
    case UpstreamFailure::TooLong: return tr("The response of %1 is too large").arg(address);
    case UpstreamFailure::NoAuthorities: return tr("The CA file is not readable or contains no certificate");
    case UpstreamFailure::Status: return result.keyMistake && (result.status == 401 || result.status == 403) ? ofMistake(*result.keyMistake, result.status) : ofStatus(result.status);
    case UpstreamFailure::BrokenStream: return tr("The answer was interrupted");
    case UpstreamFailure::NotAChat:
        return tr("The answer is not an OpenAI chat stream: check that the address ends before /chat/completions");
    case UpstreamFailure::NotAList: return tr("The response is not a model list, perhaps a web page: check that the address ends before /models");
    }
    return {};
}

QString ProbeWords::failure(const ProbeResult& result)
{
    QString sentence = what(result);
    // If the kind is sufficient, the system's message would only add English text.
    const bool isPlain = result.better || result.failure == UpstreamFailure::Refused || result.failure == UpstreamFailure::HostNotFound
        || result.failure == UpstreamFailure::BrokenOff;
    if (result.words.empty() || isPlain) return sentence;
    return tr("%1: “%2”", "what happened, and in the other side’s own words").arg(sentence, QString::fromStdString(result.words));
}

QString ProbeWords::statusName(const ProbeResult& result)
{
    const bool isLocked = result.keyProblem == ErrorKind::SecretLocked || result.keyProblem == ErrorKind::SecretTimeout;
    if (result.failure == UpstreamFailure::NotSent && isLocked) return QStringLiteral("locked");
    if (result.failure != UpstreamFailure::Status) return QStringLiteral("error");
    if (result.status == 401 || result.status == 402 || result.status == 403) return QStringLiteral("error");
    return result.status == 429 ? QStringLiteral("resting") : QStringLiteral("warn");
}

} // namespace ui::words
