#include "failure_words.h"

#include "sentence_words.h"

#include "gateway/config/config_file.h"

#include <array>
#include <string_view>

namespace ui::words {

using gateway::ErrorKind;
using gateway::config::FailureClass;

namespace {

constexpr int kFirstErrorStatus = 400;

struct CodeRow {
    ErrorKind kind;
    const char* words;
};

constexpr std::array kCodes{
    CodeRow{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("ui::words::FailureWords", "invalid request")},
    CodeRow{ErrorKind::ResponseNotKept, QT_TRANSLATE_NOOP("ui::words::FailureWords", "earlier response not stored")},
    CodeRow{ErrorKind::ContextTooLong, QT_TRANSLATE_NOOP("ui::words::FailureWords", "context too long")},
    CodeRow{ErrorKind::ContentFilter, QT_TRANSLATE_NOOP("ui::words::FailureWords", "content filtered")},
    CodeRow{ErrorKind::InvalidConsumerKey, QT_TRANSLATE_NOOP("ui::words::FailureWords", "key not accepted")},
    CodeRow{ErrorKind::BudgetExceeded, QT_TRANSLATE_NOOP("ui::words::FailureWords", "budget used up")},
    CodeRow{ErrorKind::ConsumerNotAllowed, QT_TRANSLATE_NOOP("ui::words::FailureWords", "not allowed")},
    CodeRow{ErrorKind::ForbiddenHost, QT_TRANSLATE_NOOP("ui::words::FailureWords", "foreign host")},
    CodeRow{ErrorKind::ForbiddenOrigin, QT_TRANSLATE_NOOP("ui::words::FailureWords", "foreign origin")},
    CodeRow{ErrorKind::UnknownEndpoint, QT_TRANSLATE_NOOP("ui::words::FailureWords", "unknown path")},
    CodeRow{ErrorKind::MethodNotAllowed, QT_TRANSLATE_NOOP("ui::words::FailureWords", "method not allowed")},
    CodeRow{ErrorKind::RequestTimeout, QT_TRANSLATE_NOOP("ui::words::FailureWords", "request sent too slowly")},
    CodeRow{ErrorKind::UnsupportedMediaType, QT_TRANSLATE_NOOP("ui::words::FailureWords", "unsupported content type")},
    CodeRow{ErrorKind::RequestTooLarge, QT_TRANSLATE_NOOP("ui::words::FailureWords", "request too large")},
    CodeRow{ErrorKind::HeaderTooLarge, QT_TRANSLATE_NOOP("ui::words::FailureWords", "header too large")},
    CodeRow{ErrorKind::RateLimited, QT_TRANSLATE_NOOP("ui::words::FailureWords", "rate limit")},
    CodeRow{ErrorKind::LoopSuspected, QT_TRANSLATE_NOOP("ui::words::FailureWords", "repeated tool call")},
    CodeRow{ErrorKind::UpgradeNotSupported, QT_TRANSLATE_NOOP("ui::words::FailureWords", "WebSocket not supported")},
    CodeRow{ErrorKind::BadRequest, QT_TRANSLATE_NOOP("ui::words::FailureWords", "malformed request")},
    CodeRow{ErrorKind::ModelNotFound, QT_TRANSLATE_NOOP("ui::words::FailureWords", "no provider has this model")},
    CodeRow{ErrorKind::NoUsableKey, QT_TRANSLATE_NOOP("ui::words::FailureWords", "no usable key")},
    CodeRow{ErrorKind::NoUsableTarget, QT_TRANSLATE_NOOP("ui::words::FailureWords", "no usable target")},
    CodeRow{ErrorKind::UpstreamError, QT_TRANSLATE_NOOP("ui::words::FailureWords", "provider error")},
    CodeRow{ErrorKind::UpstreamUnreachable, QT_TRANSLATE_NOOP("ui::words::FailureWords", "unreachable")},
    CodeRow{ErrorKind::UpstreamProtocolError, QT_TRANSLATE_NOOP("ui::words::FailureWords", "cannot be parsed")},
    CodeRow{ErrorKind::UpstreamRateLimited, QT_TRANSLATE_NOOP("ui::words::FailureWords", "rate limit")},
    CodeRow{ErrorKind::UpstreamTimeout, QT_TRANSLATE_NOOP("ui::words::FailureWords", "timeout")},
    CodeRow{ErrorKind::StreamInterrupted, QT_TRANSLATE_NOOP("ui::words::FailureWords", "interrupted")},
    CodeRow{ErrorKind::ProtocolNotServed, QT_TRANSLATE_NOOP("ui::words::FailureWords", "not served yet")},
    CodeRow{ErrorKind::GatewayPaused, QT_TRANSLATE_NOOP("ui::words::FailureWords", "paused")},
    CodeRow{ErrorKind::GatewayStopping, QT_TRANSLATE_NOOP("ui::words::FailureWords", "stopping")},
    CodeRow{ErrorKind::LoopDetected, QT_TRANSLATE_NOOP("ui::words::FailureWords", "the base URL points to Signalbox")},
    CodeRow{ErrorKind::CancelledHere, QT_TRANSLATE_NOOP("ui::words::FailureWords", "cancelled here")},
    CodeRow{ErrorKind::InternalError, QT_TRANSLATE_NOOP("ui::words::FailureWords", "Signalbox error")},
};

constexpr std::string_view kNobody = "unreachable"; ///< of our own requests to the gateway that got no answer

} // namespace

QString FailureWords::failureClass(FailureClass failure) { return QCoreApplication::translate("Error", gateway::config::markedWords(failure)); }

QString FailureWords::reason(std::optional<FailureClass> failure, int status, const gateway::Sentence& reason)
{
    if (status >= kFirstErrorStatus) return QString::number(status);
    if (failure) return failureClass(*failure);
    return SentenceWords::of(reason);
}

QString FailureWords::errorCode(const std::string& code)
{
    for (const CodeRow& row : kCodes) {
        if (gateway::errorInfo(row.kind).code == code) return tr(row.words);
    }
    if (code == kNobody)
        return failureClass(FailureClass::Unreachable);
    return QString::fromStdString(code);
}

bool FailureWords::isOfBadFile(const gateway::Error& error) { return error.kind == ErrorKind::ConfigInvalid && error.param.empty(); }

QString FailureWords::change(const gateway::Error& error)
{
    if (error.kind == ErrorKind::Io && error.param == gateway::config::kChangedMeanwhile)
        return tr("Another program has just changed the configuration file. Check the change, then try again");
    if (error.kind == ErrorKind::Io) return tr("The configuration file cannot be written. Make it writable, make room on the disk, and try again");
    if (error.kind != ErrorKind::ConfigInvalid) return SentenceWords::of(error);
    if (error.param == "version") return tr("The configuration was written by a newer version of Signalbox and is read-only here");
    if (isOfBadFile(error)) return tr("The configuration file has an error. Fix the file first, so that nothing is lost");
    return tr("The configuration would not be valid");
}

bool FailureWords::isAllInChange(const gateway::Error& error)
{
    if (error.kind == ErrorKind::Io) return error.param == gateway::config::kChangedMeanwhile;
    return error.kind != ErrorKind::ConfigInvalid || error.param.empty() || error.param == "version";
}

} // namespace ui::words
