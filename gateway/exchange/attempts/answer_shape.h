#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"

#include <QtGlobal>

namespace gateway::exchange {

/// What an answer is according to its head, and so how it is read. A value.
struct AnswerShape {
    bool isNative = false; ///< the client and the target speak the same format
    bool isPlainChat = false; ///< ... which is OpenAI's chat
    bool isStream = false;
    bool mayBeGathered = false; ///< it has a stream's type although none was requested
    bool isGathered = false; ///< it was one: the client gets it as a whole answer
    bool tellsUsage = true; ///< a whole answer is JSON that may report usage
    bool hasLines = false; ///< every event of its stream ends with a line end

    /// Whether the client gets another body than the received one.
    bool isTranslated() const { return !isNative || isGathered; }
};

/// The expected shape before there is an answer, as far as the target determines it.
AnswerShape shapeBefore(const Ask& ask, const Access& access);
/// `isFiltered`: see `AnswerReader::isFiltered()`.
AnswerShape shapeOf(const ClientRequest& request, const Access& access, const http::ResponseHead& head, bool isFiltered);

/// Whether to read more of a whole answer before looking at it. `passes`: its bytes go to the client, so they are
/// relayed once there are too many to hold, or once the body has begun if nothing in it is read here.
bool mayHoldMore(const AnswerShape& shape, qsizetype held, bool passes);
/// How much of a whole answer is held if it is relayed unchanged. Bytes.
inline constexpr qsizetype kMostHeldWhole = 1024 * 1024;

} // namespace gateway::exchange
