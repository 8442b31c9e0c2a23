#include "request_body.h"

#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/http/content_decoder.h"
#include "gateway/http/server/server_connection.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

/// Initial size of the output, as a multiple of the received bytes: about how well JSON compresses.
constexpr qsizetype kGuess = 8;
constexpr qsizetype kLeastRoom = 16 * 1024;

Error tooLarge(const DecodedLimits& limits, std::int64_t coded)
{
    Error error;
    error.kind = ErrorKind::RequestTooLarge;
    const std::int64_t most = limits.most(coded);
    if (most == limits.maxBytes)
        error.message = {QT_TRANSLATE_NOOP("Error", "The decompressed request body is larger than this gateway accepts (%1 bytes). Send less, or raise "
            "listen.max_body_bytes."),
            {std::to_string(most)}};
    else
        error.message = {QT_TRANSLATE_NOOP("Error", "The request body of %1 bytes decompresses to more than %2 bytes. Beyond the first megabyte, at most %3 "
            "times the compressed size is accepted. Send it without a Content-Encoding."),
            {std::to_string(coded), std::to_string(most), std::to_string(DecodedLimits::kMostRatio)}};
    return error;
}

/// Some shells write a byte order mark before the JSON, which providers do not accept.
QByteArray withoutMark(QByteArray body)
{
    const std::string_view text(body.constData(), static_cast<std::size_t>(body.size()));
    if (const std::size_t mark = byteOrderMark(text))
        body.remove(0, static_cast<qsizetype>(mark));
    return body;
}

enum class Room { Enough, Short };

/// Decodes into `plain`, at most `most` bytes; Short if there are more. Also an error if `share` may not hold them.
Result<Room> decode(http::ContentDecoder& decoder, std::string_view coded, std::int64_t most, QByteArray& plain, http::BodyBudget::Share& share)
{
    const auto came = static_cast<qsizetype>(coded.size());
    qsizetype size = 0;
    for (;;) {
        // One byte more than allowed shows that it is too much.
        const qsizetype room = std::min<qsizetype>(std::max({kLeastRoom, kGuess * came, 2 * size}), most + 1);
        if (size == room)
            return Room::Short;
        if (auto held = share.hold(came + room); !held)
            return failure(std::move(held.error()));
        plain.resize(room);
        const auto left = static_cast<std::size_t>(room - size);
        const auto step = decoder.decode(coded, plain.data() + size, left);
        if (!step)
            return failure(step.error());
        coded.remove_prefix(step->used);
        size += static_cast<qsizetype>(step->produced);
        if (step->produced < left)
            break;
    }
    if (size > most)
        return Room::Short;
    if (!decoder.isAtEnd() || !coded.empty())
        return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The compressed body is incomplete. Send all of its data.")});
    plain.resize(size);
    plain.reserve(size + http::ServerConnection::kJsonPadding);
    return Room::Enough;
}

} // namespace

Result<QByteArray> decodedBody(const http::Headers& headers, QByteArray body, const DecodedLimits& limits, http::BodyBudget::Share& share)
{
    const auto decoder = http::ContentDecoder::of(headers);
    if (!decoder)
        return failure(decoder.error());
    if (!*decoder)
        return withoutMark(std::move(body));
    QByteArray plain;
    const auto room = decode(**decoder, {body.constData(), static_cast<std::size_t>(body.size())}, limits.most(body.size()), plain, share);
    if (!room)
        return failure(room.error());
    if (*room == Room::Short)
        return failure(tooLarge(limits, body.size()));
    body = {};
    if (auto held = share.hold(plain.size()); !held)
        return failure(std::move(held.error()));
    return withoutMark(std::move(plain));
}

std::optional<Result<QByteArray>> decodedHere(const http::Headers& headers, QByteArray& body, const DecodedLimits& limits)
{
    constexpr auto kMost = static_cast<std::int64_t>(kMostBytesAtOnce);
    const auto decoder = http::ContentDecoder::of(headers);
    if (!decoder)
        return failure(decoder.error());
    if (!*decoder)
        return isLongWork(viewOf(body)) ? std::nullopt : std::optional<Result<QByteArray>>(withoutMark(std::move(body)));
    // A Brotli decoder allocates a window of many megabytes for a few bytes.
    if (body.size() > kMost || equalsIgnoringCase(trimmed(*headers.find("content-encoding")), "br"))
        return std::nullopt;
    QByteArray plain;
    http::BodyBudget::Share any;
    const std::int64_t most = std::min(kMost, limits.most(body.size()));
    const auto room = decode(**decoder, {body.constData(), static_cast<std::size_t>(body.size())}, most, plain, any);
    if (!room)
        return failure(room.error());
    if (*room == Room::Enough)
        return isLongWork(viewOf(plain)) ? std::nullopt : std::optional<Result<QByteArray>>(withoutMark(std::move(plain)));
    if (most == kMost && most < limits.most(body.size()))
        return std::nullopt;
    return failure(tooLarge(limits, body.size()));
}

LargeBody readLargeBody(LargeBody given)
{
    ClientRequest& request = given.request;
    request.contentType = given.headers.find("content-type").value_or("application/json");
    if (auto held = given.share.hold(request.body.size()); !held) {
        given.contents = failure(std::move(held.error()));
        return given;
    }
    auto plain = decodedBody(given.headers, std::move(request.body), given.limits, given.share);
    request.body = {};
    if (!plain) {
        given.contents = failure(std::move(plain.error()));
        return given;
    }
    request.body = std::move(*plain);
    request.isLong = isLongWork(viewOf(request.body));
    if (!isForm(request) && holdsMoreValues(viewOf(request.body), kMostPassedValues)) {
        given.contents = failure(ErrorKind::InvalidRequest,
                                {QT_TRANSLATE_NOOP("Error", "The request body contains more than %1 JSON values. Send fewer in one request."), {std::to_string(kMostPassedValues)}});
        return given;
    }
    protocol::RequestOutlineReader reader;
    given.contents = contentsOf(request, reader);
    return given;
}

} // namespace gateway::exchange
