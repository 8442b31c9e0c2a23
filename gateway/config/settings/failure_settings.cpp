#include "failure_settings.h"

namespace gateway::config {

namespace {

constexpr int kHundred = 100;

// In the order of the enumerators.
constexpr std::array<std::string_view, kNexts.size()> kNextWords{"retry_same_key", "next_key", "next_target", "give_up"};
constexpr std::array<std::string_view, kRests.size()> kRestsWords{"nothing", "key", "key_on_model", "model", "provider"};

template <class E, std::size_t N>
std::optional<E> valueOf(const std::array<E, N>& values, const std::array<std::string_view, N>& words,
                         std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == text)
            return values[i];
    return std::nullopt;
}

} // namespace

std::string_view toText(Next next) { return kNextWords[static_cast<std::size_t>(next)]; }

std::optional<Next> nextOf(std::string_view text) { return valueOf(kNexts, kNextWords, text); }

std::string_view toText(Rests rests) { return kRestsWords[static_cast<std::size_t>(rests)]; }

std::optional<Rests> restsOf(std::string_view text) { return valueOf(kRests, kRestsWords, text); }

std::string toText(const StatusRange& statuses)
{
    if (statuses.from == statuses.to)
        return std::to_string(statuses.from);
    if (statuses.from % kHundred == 0 && statuses.to == statuses.from + kHundred - 1)
        return std::to_string(statuses.from / kHundred) + "xx";
    return std::to_string(statuses.from) + '-' + std::to_string(statuses.to);
}

std::optional<StatusRange> hundredOf(std::string_view text)
{
    if (text.size() != 3 || text.substr(1) != "xx" || text[0] < '1' || text[0] > '5')
        return std::nullopt;
    const int from = (text[0] - '0') * kHundred;
    return StatusRange{from, from + kHundred - 1};
}

} // namespace gateway::config
