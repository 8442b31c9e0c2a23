#include "failure_classifier.h"

#include "gateway/core/ascii.h"
#include "gateway/protocol/dialect.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gateway::routing {

namespace {

using config::FailureClass;

constexpr std::size_t kReadOfBody = 16 * 1024;
constexpr int kLongestRetryAfter_s = 7 * 24 * 3600;

/// A row decides if the status fits and, where it has needles, one of them
/// stands in the code, type or message (lower case). The first that fits decides.
struct Row {
    int from;
    int to;
    std::array<std::string_view, 5> needles;
    std::optional<FailureClass> failure;
};

// Sources: OpenAI API reference "Error codes"; DeepSeek API docs "Error Codes"
// (402 insufficient balance); Anthropic API "Errors" (529). Read 2026-11-20.
constexpr std::array kRows{
    Row{200, 599, {"context_length_exceeded", "maximum context length", "context window", "prompt is too long"},
        FailureClass::ContextTooLong},
    Row{400, 499, {"content_filter", "content_policy", "data_inspection_failed"}, FailureClass::ContentFiltered},
    Row{429, 429, {"insufficient_quota", "insufficient balance", "arrearage", "余额不足"}, FailureClass::BalanceGone},
    Row{200, 599, {"model_not_found"}, FailureClass::ModelMissing},
    Row{404, 404, {"model"}, FailureClass::ModelMissing},
    Row{200, 200, {"rate_limit", "rate limit", "too many requests", "throttl"}, FailureClass::RateLimited},
    Row{200, 200, {"overloaded"}, FailureClass::Overloaded},
    Row{200, 200, {"invalid_request"}, std::nullopt},
    Row{200, 200, {}, FailureClass::ServerError},
    Row{401, 401, {}, FailureClass::KeyRejected},
    Row{402, 402, {}, FailureClass::BalanceGone},
    Row{403, 403, {}, FailureClass::KeyRejected},
    Row{408, 408, {}, FailureClass::Timeout},
    Row{429, 429, {}, FailureClass::RateLimited},
    Row{529, 529, {}, FailureClass::Overloaded},
    Row{500, 599, {}, FailureClass::ServerError},
};

bool fits(const Row& row, int status, const std::string& words)
{
    if (status < row.from || status > row.to)
        return false;
    bool any = false;
    for (const std::string_view needle : row.needles) {
        if (needle.empty())
            continue;
        any = true;
        if (words.find(needle) != std::string::npos)
            return true;
    }
    return !any;
}

/// Seconds of Retry-After; a date is not understood and counts as not said.
int retryAfter(const http::Headers& headers)
{
    const auto value = headers.find("retry-after");
    if (!value)
        return 0;
    int seconds = 0;
    const auto read = std::from_chars(value->data(), value->data() + value->size(), seconds);
    return read.ec == std::errc{} ? std::clamp(seconds, 0, kLongestRetryAfter_s) : 0;
}

} // namespace

Verdict classify(int status, const http::Headers& headers, std::string_view body)
{
    const protocol::UpstreamErrorText text = protocol::readOpenAiError(body.substr(0, kReadOfBody));
    const std::string words = asciiLower(text.code + ' ' + text.type + ' ' + text.message);
    Verdict verdict;
    verdict.message = text.message;
    verdict.retryAfter_s = retryAfter(headers);
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return fits(r, status, words); });
    if (row != kRows.end())
        verdict.failure = row->failure;
    return verdict;
}

bool isKeyFailure(FailureClass failure)
{
    return failure == FailureClass::KeyRejected || failure == FailureClass::BalanceGone;
}

} // namespace gateway::routing
