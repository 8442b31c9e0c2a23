#include "request_body.h"

#include "gateway/core/text/ascii.h"
#include "gateway/http/content_decoder.h"
#include "gateway/http/server/server_connection.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

/// What the first step has room for, as a multiple of what came: JSON packs about so well.
constexpr qsizetype kGuess = 8;
constexpr qsizetype kLeastRoom = 16 * 1024;

Error tooLarge(std::int64_t maxBytes)
{
    Error error;
    error.kind = ErrorKind::RequestTooLarge;
    error.message = "The request's body is larger than this gateway accepts once it is decompressed ("
                    + std::to_string(maxBytes) + " bytes). Send less, or raise listen.max_body_bytes.";
    return error;
}

/// Some shells write one before the JSON, which providers do not read.
QByteArray withoutMark(QByteArray body)
{
    const std::string_view text(body.constData(), static_cast<std::size_t>(body.size()));
    if (const std::size_t mark = byteOrderMark(text))
        body.remove(0, static_cast<qsizetype>(mark));
    return body;
}

} // namespace

Result<QByteArray> decodedBody(const http::RequestHead& head, QByteArray body, std::int64_t maxBytes)
{
    const auto found = http::ContentDecoder::of(head.headers);
    if (!found)
        return failure(found.error());
    http::ContentDecoder* const decoder = found->get();
    if (!decoder)
        return withoutMark(std::move(body));
    std::string_view coded(body.constData(), static_cast<std::size_t>(body.size()));
    QByteArray plain;
    qsizetype size = 0;
    for (;;) {
        // One byte more than is allowed shows that it is too much.
        const qsizetype room = std::min<qsizetype>(std::max({kLeastRoom, kGuess * body.size(), 2 * size}), maxBytes + 1);
        if (size == room)
            return failure(tooLarge(maxBytes));
        plain.resize(room);
        const auto left = static_cast<std::size_t>(room - size);
        const auto step = decoder->decode(coded, plain.data() + size, left);
        if (!step)
            return failure(step.error());
        coded.remove_prefix(step->used);
        size += static_cast<qsizetype>(step->produced);
        if (step->produced < left)
            break;
    }
    if (size > maxBytes)
        return failure(tooLarge(maxBytes));
    if (!decoder->isAtEnd() || !coded.empty())
        return failure(ErrorKind::BadRequest, "The body ends in the middle of its "
                                                     + std::string(*head.headers.find("content-encoding")) + " data.");
    plain.resize(size);
    plain.reserve(size + http::ServerConnection::kJsonPadding);
    return withoutMark(std::move(plain));
}

} // namespace gateway::exchange
