#pragma once

#include "gateway/http/body_budget.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <list>

namespace gateway::http {

/// A request body that is on its way and holds memory.
class Upload {
public:
    virtual ~Upload() = default;
    virtual const BodyBudget::Share& share() const = 0;
    virtual TimePoint begun() const = 0;
    virtual std::uint64_t received() const = 0;
    /// Gives back what it holds; its client gets `why`. Not to call anybody before the event loop runs.
    virtual void giveWay(const Error& why) = 0;
};

/// The uploads of all connections. Where memory is short, those that only trickle are refused first: one that has been on
/// its way for `kPatience` at less than `kSlow` bytes a second holds memory for a long time for little. Gateway thread.
class Uploads {
public:
    static constexpr std::chrono::seconds kPatience{5};
    static constexpr std::int64_t kSlow = 32 * 1024;

    using Place = std::list<Upload*>::iterator;
    Place add(Upload& upload) { return m_uploads.insert(m_uploads.end(), &upload); }
    void remove(Place place) { m_uploads.erase(place); }

    /// As `share.hold(bytes)`; where that fails, slow uploads other than `self` give way, the slowest first.
    Result<void> hold(BodyBudget::Share& share, std::int64_t bytes, const Upload* self, TimePoint now);

private:
    Upload* slowest(const BodyBudget::Share* callers, const Upload* self, TimePoint now) const;

    std::list<Upload*> m_uploads;
};

} // namespace gateway::http
