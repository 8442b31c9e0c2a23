#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/status.h"
#include "gateway/usage/record.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace ui::models {

/// Older observations of a provider say nothing about its current state.
inline constexpr std::chrono::hours kEvidenceHolds{24};

/// Result of the last attempt at a provider, by an exchange or a test.
struct Evidence {
    bool isOk = false;
    std::optional<gateway::config::FailureClass> failure; ///< empty if ok
    int status = 0;     ///< HTTP status; 0: none
    gateway::Sentence reason; ///< the gateway's message, without secrets: "429", "connection refused"
    std::string key;    ///< key name; empty: none
    gateway::WallTime at{};

    bool isOutOfDate(gateway::WallTime now) const { return now - at > kEvidenceHolds; }
};

/// A finished test.
struct ProbeNote {
    gateway::host::ProbeResult result;
    gateway::WallTime at{};

    bool isOutOfDate(gateway::WallTime now) const { return now - at > kEvidenceHolds; }
};

/// What was observed of each provider since the start, and in the ledger's last exchanges. A value; bounded by the
/// number of providers.
class ProviderObservations {
public:
    static constexpr std::size_t kFirstTokens = 50; ///< sample size of the median

    void add(const gateway::usage::ExchangeRecord& record);
    /// `key`: name of the key that was used.
    void addProbe(const std::string& provider, const std::string& key, const gateway::host::ProbeResult& result, gateway::WallTime at);
    /// Its settings have changed: earlier observations may not apply any more.
    void forget(const std::string& provider) { m_seen.erase(provider); }

    /// Median of the latest first-token times; empty: none.
    std::optional<gateway::Milliseconds> medianFirstToken(const std::string& provider) const;
    const Evidence* last(const std::string& provider) const;      ///< null: not used yet
    const Evidence* lastError(const std::string& provider) const; ///< null: none
    /// The last use of a key, if it was rejected or had no balance. Null: it was not.
    const Evidence* refusal(const std::string& provider, const std::string& key) const;
    const ProbeNote* probe(const std::string& provider) const;    ///< null: not tested
    /// The last test that sent a request; null: none.
    const ProbeNote* asked(const std::string& provider) const;

private:
    struct Seen {
        std::deque<gateway::Milliseconds> firstTokens;
        std::optional<Evidence> last;
        std::optional<Evidence> lastError;
        std::optional<ProbeNote> probe;
        std::optional<ProbeNote> asked;
        std::map<std::string, Evidence> keys; ///< last response or rejection of each key
    };
    void note(Seen& seen, const Evidence& evidence);
    const Seen* find(const std::string& provider) const;

    std::map<std::string, Seen> m_seen;
};

} // namespace ui::models
