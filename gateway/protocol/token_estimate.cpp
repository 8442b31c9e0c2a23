#include "token_estimate.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

constexpr int kWeightsPerToken = 4;

/// Quarters of a token, by the upper four bits of a byte. Bytes that continue a
/// character weigh nothing, so that broken UTF-8 does no harm.
constexpr std::array<std::uint8_t, 16> kWeights{
    1, 1, 1, 1, 1, 1, 1, 1, // ASCII
    0, 0, 0, 0, // continuation
    2, 2, // two bytes: accents, Cyrillic, Greek
    4, // three bytes: CJK
    8, // four bytes: emoji
};

} // namespace

std::int64_t estimateTokens(std::string_view text)
{
    if (text.empty())
        return 0;
    std::int64_t weight = 0;
    for (const char byte : text)
        weight += kWeights[static_cast<unsigned char>(byte) >> 4];
    return std::max<std::int64_t>(1, weight / kWeightsPerToken);
}

} // namespace gateway::protocol
