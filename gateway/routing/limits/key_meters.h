#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/key_meter.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace gateway::routing {

/// Tells what the heads of answers say of the limits of keys: of each key at most once a second, so that it costs an
/// answer next to nothing. Gateway thread.
class KeyMeters {
public:
    using Told = std::function<void(const providers::KeyMeter&)>;

    void tell(Told told) { m_told = std::move(told); }
    void take(const std::string& provider, const std::string& key, const http::Headers& headers, const Clock& clock);

private:
    Told m_told; // may be empty
    std::map<std::string, std::map<std::string, TimePoint>> m_next; // by provider and key: when it is looked at again
};

} // namespace gateway::routing
