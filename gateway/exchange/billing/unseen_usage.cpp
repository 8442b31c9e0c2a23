#include "unseen_usage.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gateway::exchange {

namespace {

constexpr double kSecond_ms = 1000;

/// Output tokens that a stream may have had in addition to `seen`. Without a token to measure by, the model may have been
/// twice as fast as ever before; a model that has not answered yet, as fast as the fastest of the market.
std::int64_t unseenOfStream(std::int64_t seen, std::int64_t rest, const CutAnswer& cut, double speed)
{
    constexpr double kFaster = 2;
    constexpr double kUnknownSpeed = 1000;
    double more = static_cast<double>(rest);
    if (seen > 0 && cut.sinceFirstToken.count() > 0 && !cut.isBehind)
        more = static_cast<double>(seen) * kSecond_ms / static_cast<double>(cut.sinceFirstToken.count()); // one second of it
    else if (seen == 0 && !cut.isBehind)
        more = kFaster * (speed > 0 ? speed : kUnknownSpeed) * (static_cast<double>(cut.sinceRequest.count()) / kSecond_ms + 1);
    return static_cast<std::int64_t>(std::ceil(std::min(more, static_cast<double>(rest))));
}

} // namespace

void capEstimate(protocol::TokenUsage& tokens, const policy::AttemptBound& most)
{
    using protocol::TokenPart;
    using protocol::UsageOrigin;
    const auto isOurs = [&tokens](TokenPart part) { return tokens.originOf(part) == UsageOrigin::Estimated || tokens.originOf(part) == UsageOrigin::Counted; };
    if (isOurs(TokenPart::Input) && *tokens.input > most.input)
        tokens.input = most.input;
    if (isOurs(TokenPart::Output) && tokens.totalOutput() > most.output) {
        tokens.reasoning = tokens.reasoning ? std::optional(std::min(*tokens.reasoning, most.output)) : std::nullopt;
        tokens.output = most.output - tokens.reasoning.value_or(Tokens{});
    }
}

Tokens addUnseen(protocol::TokenUsage& tokens, const CutAnswer& cut, const policy::AttemptBound& most)
{
    const bool isInputReported = tokens.cachedInput || tokens.cacheWrite || tokens.originOf(protocol::TokenPart::Input) == protocol::UsageOrigin::Reported
        || tokens.originOf(protocol::TokenPart::Input) == protocol::UsageOrigin::Counted;
    if (!isInputReported)
        tokens.input = std::max(tokens.input.value_or(Tokens{}), most.input);
    const std::int64_t seen = tokens.totalOutput().count;
    const std::int64_t rest = std::max<std::int64_t>(0, most.output.count - seen);
    const Tokens more{cut.isStream ? unseenOfStream(seen, rest, cut, most.speed) : rest};
    if (more > Tokens{})
        tokens.output = tokens.output.value_or(Tokens{}) + more;
    if (!isInputReported)
        tokens.doubtInput();
    if (more > Tokens{})
        tokens.doubtOutput();
    return more;
}

void addAll(protocol::TokenUsage& tokens, const policy::AttemptBound& most)
{
    if (most.input + most.output == Tokens{})
        return;
    tokens.origin = protocol::UsageOrigin::Estimated;
    tokens.input = most.input;
    tokens.output = most.output;
}

} // namespace gateway::exchange
