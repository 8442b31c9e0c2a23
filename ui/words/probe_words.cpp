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
    case ErrorKind::ConfigInvalid: return tr("It is not set up: its address or a setting is missing");
    case ErrorKind::LoopDetected: return tr("Signalbox itself answers there: the provider’s own address is needed");
    default: return tr("It could not be tested");
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
        if (isKeychain) return tr("The keychain does not answer. It may be waiting for its password in another window");
        break;
    case ErrorKind::SecretUnavailable:
        if (isKeychain) return tr("The keychain with its key is not here");
        break;
    default: break;
    }
    return tr("It has no key that can be used");
}

QString ProbeWords::ofStatus(int status)
{
    switch (status) {
    case 401: return tr("The key was refused (401)");
    case 402: return tr("The balance is used up (402)");
    case 403: return tr("The key may not do this (403)");
    case 404: return tr("Not found (404): check the address and the model");
    case 429: return tr("Reached, but rate-limited now (429)");
    default: break;
    }
    if (status >= 300 && status < 400) return tr("The address leads elsewhere (%1), where no key is sent: check the address").arg(status);
    return tr("It answered with status %1").arg(status);
}

QString ProbeWords::ofMistake(gateway::SecretMistake mistake, int status)
{
    using gateway::SecretMistake;
    switch (mistake) {
    case SecretMistake::Quotes:
    case SecretMistake::TypographicQuotes: return tr("The key was refused (%1). It is in quotes: remove them").arg(status);
    case SecretMistake::Bearer: return tr("The key was refused (%1). It begins with “Bearer”, which Signalbox adds by itself: keep the key alone").arg(status);
    case SecretMistake::Assignment: return tr("The key was refused (%1). It is a line NAME=VALUE: keep the value alone").arg(status);
    case SecretMistake::LineBreak: break; // nobody is sent it
    }
    return {};
}

QString ProbeWords::what(const ProbeResult& result)
{
    const QString address = QString::fromStdString(result.address);
    switch (result.failure) {
    case UpstreamFailure::NotSent: return notSent(result);
    case UpstreamFailure::NoModel:
        if (result.status == 404) return tr("It has no list of models at this address (404): check the address, or name a model under “models” in the file");
        return tr("No model is known to test with: name one under “models” in the file");
    case UpstreamFailure::Refused: return tr("Nobody answers at %1: is it running, is the address right?").arg(address);
    case UpstreamFailure::HostNotFound: return tr("The host of %1 is not found: check the address and the network").arg(address);
    case UpstreamFailure::NotSecure: return tr("No secure connection to %1").arg(address);
    case UpstreamFailure::ProxyFailed: return tr("The proxy does not let the connection to %1 through").arg(address);
    case UpstreamFailure::BrokenOff: return tr("%1 broke off or does not speak HTTP").arg(address);
    case UpstreamFailure::Unreachable: return tr("%1 cannot be reached").arg(address);
    case UpstreamFailure::TimedOut: return tr("%1 did not answer in time").arg(address);
    case UpstreamFailure::TooLong: return tr("%1 sent more than can be read").arg(address);
    case UpstreamFailure::NoAuthorities: return tr("The CA file cannot be read or holds no certificate");
    case UpstreamFailure::Status: return result.keyMistake && (result.status == 401 || result.status == 403) ? ofMistake(*result.keyMistake, result.status) : ofStatus(result.status);
    case UpstreamFailure::BrokenStream: return tr("It broke its answer off");
    case UpstreamFailure::NotAChat:
        return tr("The answer is no OpenAI chat stream: check that the address ends where /chat/completions begins");
    case UpstreamFailure::NotAList: return tr("The answer is no list of models, but perhaps a web page: check that the address ends where /models begins");
    }
    return {};
}

QString ProbeWords::failure(const ProbeResult& result)
{
    QString sentence = what(result);
    // Where the kind says it all, the system's words add only English.
    const bool isPlain = result.failure == UpstreamFailure::Refused || result.failure == UpstreamFailure::HostNotFound
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
