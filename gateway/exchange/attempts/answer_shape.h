#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/message.h"

#include <QtGlobal>

namespace gateway::exchange {

/// What an answer is by its head, and so how it is read. A value.
struct AnswerShape {
    bool isNative = false; ///< the client speaks what the target does
    bool isPlainChat = false; ///< ... which is OpenAI's chat
    bool isStream = false;
    bool mayBeGathered = false; ///< it has the type of a stream, for which nobody asked
    bool isGathered = false; ///< it was one: the client gets it in one piece
    bool tellsUsage = true; ///< a whole one is JSON that may tell what it has used
    bool hasLines = false; ///< every event of its stream ends with a line's end

    /// The client gets another body than the one that came.
    bool isTranslated() const { return !isNative || isGathered; }
};

/// Before there is an answer: what is known of it by its target.
AnswerShape shapeBefore(const Ask& ask, const Access& access);
/// `isFiltered`: see `AnswerReader::isFiltered()`.
AnswerShape shapeOf(const ClientRequest& request, const Access& access, const http::ResponseHead& head, bool isFiltered);

/// Whether more of a whole answer is taken in before it is looked at. `passes`: its bytes go to the client, so it goes on as it
/// comes once it is too long to be held, or has begun where nobody reads it.
bool mayHoldMore(const AnswerShape& shape, qsizetype held, bool passes);
/// So much of a whole answer is held that passes. Bytes.
inline constexpr qsizetype kMostHeldWhole = 1024 * 1024;

} // namespace gateway::exchange
