#include "token_estimate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace gateway::protocol {

namespace {

constexpr int kWeightsPerToken = 4;

/// Quarters of a token, by the upper four bits of a byte. Continuation bytes have no weight, so that broken UTF-8 does
/// no harm.
constexpr std::array<std::uint8_t, 16> kWeights{
    1, 1, 1, 1, 1, 1, 1, 1, // ASCII
    0, 0, 0, 0, // continuation
    2, 2, // two bytes: accents, Cyrillic, Greek
    4, // three bytes: CJK
    8, // four bytes: emoji
};

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

std::int64_t weightOf(std::string_view text)
{
    std::int64_t weight = 0;
    for (const char byte : text)
        weight += kWeights[static_cast<unsigned char>(byte) >> 4];
    return weight;
}

} // namespace

std::int64_t estimateTokens(std::string_view text)
{
    if (text.empty())
        return 0;
    std::int64_t weight = 0;
    while (text.size() >= sizeof(std::uint64_t)) { // mostly ASCII, where each byte has a weight of one
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        weight += (word & kHighBits) == 0 ? std::int64_t{sizeof word} : weightOf(text.substr(0, sizeof word));
        text.remove_prefix(sizeof word);
    }
    weight += weightOf(text);
    return std::max<std::int64_t>(1, weight / kWeightsPerToken);
}

} // namespace gateway::protocol
