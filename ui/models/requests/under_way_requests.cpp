#include "under_way_requests.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace ui::models {

using gateway::Milliseconds;
using gateway::WallTime;
using gateway::usage::InFlight;
using gateway::usage::RequestRow;

namespace {

RequestRow rowOf(const InFlight& told, WallTime begin, Milliseconds duration)
{
    RequestRow row;
    row.key.startedAt_ms = std::chrono::duration_cast<Milliseconds>(begin.time_since_epoch()).count();
    row.id = told.id;
    row.consumer = told.consumer;
    row.clientName = told.clientName;
    row.process = told.process;
    row.route = told.route;
    row.askedModel = told.askedModel;
    row.provider = told.provider;
    row.model = told.model;
    row.attempts = told.attempt;
    row.isFallback = told.isFallback;
    row.firstToken = told.firstToken;
    row.duration = duration;
    return row;
}

} // namespace

const UnderWayRequests::One* UnderWayRequests::one(const std::string& id) const
{
    const auto found = std::ranges::find(m_all, id, [](const One& one) -> const std::string& { return one.told.id; });
    return found == m_all.end() ? nullptr : &*found;
}

void UnderWayRequests::tell(const std::vector<InFlight>& exchanges, WallTime now)
{
    for (One& known : m_all) known.hasEnded = true;
    for (const InFlight& told : exchanges) {
        if (One* known = one(told.id)) {
            known->told = told;
            known->reportedAt = now;
            known->hasEnded = false;
        } else {
            m_all.push_back({told, now - told.age, now});
        }
    }
}

void UnderWayRequests::admit()
{
    for (One& each : m_all) each.isShown = true;
}

std::vector<RequestRow> UnderWayRequests::rows(WallTime now) const
{
    std::vector<RequestRow> rows;
    for (const One& each : m_all) {
        if (!each.isShown) continue;
        const auto since = each.hasEnded ? Milliseconds{0} : std::chrono::duration_cast<Milliseconds>(now - each.reportedAt);
        rows.push_back(rowOf(each.told, each.begin, each.told.age + std::max(since, Milliseconds{0})));
    }
    std::ranges::stable_sort(rows, std::ranges::greater(), &RequestRow::key);
    return rows;
}

int UnderWayRequests::waiting() const { return static_cast<int>(std::ranges::count(m_all, false, &One::isShown)); }

std::vector<std::string> UnderWayRequests::ended() const
{
    std::vector<std::string> ids;
    for (const One& each : m_all)
        if (each.hasEnded && each.isShown) ids.push_back(each.told.id);
    return ids;
}

std::vector<std::string> UnderWayRequests::endedWaiting() const
{
    std::vector<std::string> ids;
    for (const One& each : m_all)
        if (each.hasEnded && !each.isShown) ids.push_back(each.told.id);
    return ids;
}

bool UnderWayRequests::forget(const std::string& id)
{
    return std::erase_if(m_all, [&](const One& each) { return each.told.id == id; }) > 0;
}

const InFlight* UnderWayRequests::find(const std::string& id) const
{
    const One* found = one(id);
    return found && found->isShown ? &found->told : nullptr;
}

bool UnderWayRequests::hasEnded(const std::string& id) const
{
    const One* found = one(id);
    return found && found->hasEnded;
}

int UnderWayRequests::looked(const std::string& id)
{
    One* found = one(id);
    return found ? ++found->looks : 0;
}

} // namespace ui::models
