#include "answer_shape.h"

#include "answer_kind.h"
#include "native_form.h"

namespace gateway::exchange {

namespace {

constexpr qsizetype kMostRead = 64 * 1024 * 1024; // of an answer that has to be parsed
constexpr qsizetype kMostGathered = 8 * 1024 * 1024; // of what may be a stream that was not requested

} // namespace

AnswerShape shapeBefore(const Ask& ask, const Access& access)
{
    AnswerShape shape;
    shape.isNative = isNative(ask, access);
    shape.isPlainChat = isPlainChat(ask, access);
    return shape;
}

AnswerShape shapeOf(const ClientRequest& request, const Access& access, const http::ResponseHead& head, bool isFiltered)
{
    AnswerShape shape = shapeBefore(request.ask, access);
    const auto type = head.headers.find("content-type").value_or(std::string_view());
    const bool isAnswer = head.status < 300;
    shape.isStream = isAnswer && isAskedStream(request, access, type, isFiltered);
    shape.mayBeGathered = isAnswer && isUnaskedStream(request, access, type);
    shape.tellsUsage = mayTellUsage(request, type, isFiltered);
    const protocol::Framing framing = protocol::formatInfo(access.format).framing;
    const bool isOfLines = framing == protocol::Framing::Sse || framing == protocol::Framing::Lines;
    shape.hasLines = shape.isStream && (request.ask.operation == Operation::PassThrough || isOfLines);
    return shape;
}

bool mayHoldMore(const AnswerShape& shape, qsizetype held, bool passes)
{
    if (passes && !shape.tellsUsage)
        return held == 0;
    return held < (passes ? kMostHeldWhole : shape.mayBeGathered ? kMostGathered : kMostRead);
}

} // namespace gateway::exchange
