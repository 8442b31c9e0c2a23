#include "failure_policy.h"

#include <array>
#include <utility>

namespace gateway::routing {

namespace {

using NextName = std::pair<Next, std::string_view>;
constexpr std::array kNexts{
    NextName{Next::RetrySameKey, "retry_same_key"},
    NextName{Next::NextKey, "next_key"},
    NextName{Next::NextTarget, "next_target"},
    NextName{Next::GiveUp, "give_up"},
};

using RestsName = std::pair<Rests, std::string_view>;
constexpr std::array kRests{
    RestsName{Rests::Nothing, "nothing"},
    RestsName{Rests::Key, "key"},
    RestsName{Rests::KeyOnModel, "key_on_model"},
    RestsName{Rests::Model, "model"},
    RestsName{Rests::Provider, "provider"},
};

template <class Table> auto valueOf(const Table& table, std::string_view text)
{
    using Value = decltype(table[0].first);
    for (const auto& [value, name] : table)
        if (name == text)
            return std::optional<Value>(value);
    return std::optional<Value>();
}

} // namespace

std::string_view toText(Next next) { return kNexts[static_cast<std::size_t>(next)].second; }

std::optional<Next> nextOf(std::string_view text) { return valueOf(kNexts, text); }

std::string_view toText(Rests rests) { return kRests[static_cast<std::size_t>(rests)].second; }

std::optional<Rests> restsOf(std::string_view text) { return valueOf(kRests, text); }

} // namespace gateway::routing
