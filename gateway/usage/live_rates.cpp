#include "live_rates.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string_view>
#include <utility>

namespace gateway::usage {

namespace {

struct Sums {
    LiveGroup group;
    std::int64_t inputTokens = 0;
    std::int64_t outputTokens = 0;
    std::int64_t exchanges = 0;
    std::int64_t failed = 0;
    Milliseconds firstTokens{0};
};
using Groups = std::map<std::string_view, Sums>; // views of names in the snapshots

template <class Named> std::string_view nameIn(const Named& what, LiveBy by)
{
    switch (by) {
    case LiveBy::Provider: return what.provider;
    case LiveBy::Model: return what.model;
    case LiveBy::Consumer: return what.consumer;
    case LiveBy::Process: break;
    }
    return what.process;
}

void addShares(const std::vector<LiveShare>& shares, LiveBy by, Groups& groups)
{
    for (const LiveShare& share : shares) {
        Sums& sums = groups[nameIn(share, by)];
        sums.inputTokens += share.inputTokens;
        sums.outputTokens += share.outputTokens;
        sums.exchanges += share.exchanges;
        sums.failed += share.failed;
    }
}

void addInFlight(const std::vector<InFlight>& inFlight, LiveBy by, Groups& groups)
{
    for (const InFlight& each : inFlight) {
        Sums& sums = groups[nameIn(each, by)];
        ++sums.group.inFlight;
        sums.group.oldest = std::max(sums.group.oldest, each.age);
        if (each.firstToken < Milliseconds(0))
            ++sums.group.waiting;
        else
            sums.firstTokens += each.firstToken;
    }
}

LiveGroup groupOf(std::string_view name, Sums sums, double seconds)
{
    const auto rate = [seconds](std::int64_t count) {
        return seconds > 0 ? static_cast<double>(std::max<std::int64_t>(count, 0)) / seconds : 0;
    };
    LiveGroup& group = sums.group;
    group.name = name;
    if (const std::int64_t begun = group.inFlight - group.waiting; begun > 0)
        group.firstToken = sums.firstTokens / begun;
    group.inputPerSecond = rate(sums.inputTokens);
    group.outputPerSecond = rate(sums.outputTokens);
    group.exchangesPerSecond = rate(sums.exchanges);
    group.failedPerSecond = rate(sums.failed);
    return std::move(group);
}

} // namespace

std::vector<LiveGroup> liveRates(std::span<const LiveSnapshot> window, LiveBy by)
{
    Groups groups;
    double seconds = 0;
    if (window.size() > 1) {
        seconds = std::chrono::duration<double>(window.back().at - window.front().at).count();
        for (const LiveSnapshot& snapshot : window.subspan(1))
            addShares(snapshot.shares, by, groups);
    }
    if (!window.empty())
        addInFlight(window.back().inFlight, by, groups);
    std::vector<LiveGroup> rates;
    rates.reserve(groups.size());
    for (auto& [name, sums] : groups)
        rates.push_back(groupOf(name, sums, seconds));
    return rates;
}

} // namespace gateway::usage
