#pragma once

#include "gateway/http/body_budget.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <list>

namespace gateway::http {

/// A request body that is being received and uses memory.
class Upload {
public:
    virtual ~Upload() = default;
    virtual const BodyBudget::Share& share() const = 0;
    virtual TimePoint begun() const = 0;
    virtual std::uint64_t received() const = 0;
    /// Releases its memory; its client gets the error `why`. Must not call anybody before the event loop runs.
    virtual void giveWay(const Error& why) = 0;
};

/// The uploads of all connections. When memory is short, slow ones are rejected first: an upload that has run for
/// `kPatience` at less than `kSlow` bytes a second occupies memory for a long time. Gateway thread.
class Uploads {
public:
    static constexpr std::chrono::seconds kPatience{5};
    static constexpr std::int64_t kSlow = 32 * 1024;

    using Place = std::list<Upload*>::iterator;
    Place add(Upload& upload) { return m_uploads.insert(m_uploads.end(), &upload); }
    void remove(Place place) { m_uploads.erase(place); }

    /// Like `share.hold(bytes)`; if that fails, rejects slow uploads other than `self`, slowest first.
    Result<void> hold(BodyBudget::Share& share, std::int64_t bytes, const Upload* self, TimePoint now);

private:
    Upload* slowest(const BodyBudget::Share* callers, const Upload* self, TimePoint now) const;

    std::list<Upload*> m_uploads;
};

} // namespace gateway::http
