#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/key_meter.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace gateway::routing {

/// Tells what the heads of answers say of the limits of keys: of each key at most once a second, the last word of that
/// second too. Gateway thread.
class KeyMeters {
public:
    using Report = std::function<void(const providers::KeyMeter&)>;
    /// Calls `tellLate()` when that time has passed.
    using Later = std::function<void(Milliseconds)>;

    void tell(Report report, Later later);
    void take(const std::string& provider, const std::string& key, const http::Headers& headers, const Clock& clock);
    /// What came since it was told last, of every key.
    void tellLate(const Clock& clock);

private:
    struct Known {
        TimePoint next{}; // when it is told again
        std::optional<providers::KeyMeter> late; // that was not told yet
    };

    Report m_report; // may be empty
    Later m_later;
    bool m_isAwaited = false; // `tellLate()` will be called
    std::map<std::string, std::map<std::string, Known>> m_known; // by provider and key
};

} // namespace gateway::routing
