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

/// The maximum size of a body after its content coding is undone. A real prompt rarely compresses better than 20 to 1,
/// logs and tables of one repeated line reach 50 or 60 to 1; gzip can compress zeros 1000 to 1, the other codings far
/// more. So everything beyond the first megabyte may be a hundred times the received bytes.
struct DecodedLimits {
    static constexpr std::int64_t kMostRatio = 100;
    static constexpr std::int64_t kAnyRatio = 1024 * 1024; ///< bytes to which the ratio does not apply

    std::int64_t maxBytes = 0; ///< listen.max_body_bytes

    /// The limit for a body of which `coded` bytes were received.
    std::int64_t most(std::int64_t coded) const { return std::min(maxBytes, kAnyRatio + kMostRatio * coded); }
};

/// Undoes the content coding of a body and removes a leading byte order mark; a body without a coding stays as it is.
/// Spare room for the JSON reader's padding follows it. `share` accounts for the received bytes and, while both exist,
/// for the decoded ones. Any thread. Errors: RequestTooLarge if the result exceeds `limits`; OverloadedHere; BadRequest
/// if the body does not match its coding; UnsupportedMediaType.
Result<QByteArray> decodedBody(const http::Headers& headers, QByteArray body, const DecodedLimits& limits, http::BodyBudget::Share& share);

/// Decodes here if decoding and reading the result are little work. Empty, with `body` unchanged, if a worker has to do
/// it.
std::optional<Result<QByteArray>> decodedHere(const http::Headers& headers, QByteArray& body, const DecodedLimits& limits);

/// What a worker receives for a large body, and what it returns.
struct LargeBody {
    http::Headers headers;
    DecodedLimits limits;
    ClientRequest request; ///< the request with its body, which the worker decodes
    http::BodyBudget::Share share;
    Result<protocol::RequestContents> contents = protocol::RequestContents{}; ///< of the decoded body, or why it could not be read
};

/// The most JSON values a large body may have: reading takes about ten bytes for each.
inline constexpr std::size_t kMostPassedValues = 4'000'000;

/// See `decodedBody()` and `contentsOf()`. Any thread.
LargeBody readLargeBody(LargeBody given);

} // namespace gateway::exchange
