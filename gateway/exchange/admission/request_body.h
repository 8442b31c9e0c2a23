#pragma once

#include "client_request.h"

#include "gateway/core/result.h"
#include "gateway/http/body_budget.h"
#include "gateway/http/message.h"

#include <QByteArray>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace gateway::exchange {

/// How large a body may be once its content coding is undone. A real prompt rarely packs better than 20 to 1, logs and tables of
/// one repeated line come to 50 or 60 to 1; gzip can pack zeros 1000 to 1, the others far more. So what is beyond the first megabyte may be a hundred times what came.
struct DecodedLimits {
    static constexpr std::int64_t kMostRatio = 100;
    static constexpr std::int64_t kAnyRatio = 1024 * 1024; ///< bytes for which it does not count

    std::int64_t maxBytes = 0; ///< listen.max_body_bytes

    /// For a body of which `coded` bytes came.
    std::int64_t most(std::int64_t coded) const { return std::min(maxBytes, kAnyRatio + kMostRatio * coded); }
};

/// The body of a request with its content coding undone; the same body where it
/// has none. A byte order mark before it is taken off. Room for the JSON reader's padding stays behind it. `share` holds the
/// bytes that came, and those that come out as well while both are there. Any thread. Errors:
/// RequestTooLarge, once more than `limits` allow come out of it; OverloadedHere; BadRequest, if it
/// is not of that coding; UnsupportedMediaType.
Result<QByteArray> decodedBody(const http::Headers& headers, QByteArray body, const DecodedLimits& limits, http::BodyBudget::Share& share);

/// The same where that is little work, and to read what comes out, too. Empty, and `body` as it was, where a worker has to do it.
std::optional<Result<QByteArray>> decodedHere(const http::Headers& headers, QByteArray& body, const DecodedLimits& limits);

/// What a worker gets of a large body and gives back.
struct LargeBody {
    http::Headers headers;
    DecodedLimits limits;
    ClientRequest request; ///< its question and its body; then that body decoded
    http::BodyBudget::Share share;
    Result<protocol::RequestOutline> outline = protocol::RequestOutline{}; ///< of the decoded one, or why there is none
    Result<std::vector<protocol::Reference>> references = std::vector<protocol::Reference>();
};

/// JSON values that a large body may hold: reading it takes some ten bytes for each.
inline constexpr std::size_t kMostPassedValues = 4'000'000;

/// See `decodedBody()` and `outlineOf()`. Any thread.
LargeBody readLargeBody(LargeBody given);

} // namespace gateway::exchange
