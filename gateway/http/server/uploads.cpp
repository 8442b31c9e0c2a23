#include "uploads.h"

#include <algorithm>

namespace gateway::http {

namespace {

double speed(const Upload& upload, TimePoint now)
{
    const double seconds = std::chrono::duration<double>(now - upload.begun()).count();
    return static_cast<double>(upload.received()) / std::max(seconds, 0.001);
}

} // namespace

/// `callers`: considers only uploads of the same caller; null: all.
Upload* Uploads::slowest(const BodyBudget::Share* callers, const Upload* self, TimePoint now) const
{
    Upload* found = nullptr;
    for (Upload* const each : m_uploads) {
        const bool isSlow = now - each->begun() >= kPatience && speed(*each, now) < static_cast<double>(kSlow);
        const bool holds = each->share().bytes() > 0 && (!callers || each->share().isSameCaller(*callers));
        if (each != self && isSlow && holds && (!found || speed(*each, now) < speed(*found, now)))
            found = each;
    }
    return found;
}

Result<void> Uploads::hold(BodyBudget::Share& share, std::int64_t bytes, const Upload* self, TimePoint now)
{
    for (;;) {
        Result<void> held = share.hold(bytes);
        if (held)
            return held;
        Upload* other = slowest(&share, self, now); // which frees memory of both limits
        if (!other && !share.isShortOfOwn(bytes))
            other = slowest(nullptr, self, now);
        if (!other)
            return held;
        other->giveWay(held.error());
    }
}

} // namespace gateway::http
