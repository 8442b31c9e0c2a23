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

/// What was seen of a provider says nothing of how it is now once it is older than this.
inline constexpr std::chrono::hours kEvidenceHolds{24};

/// What the last try at a provider showed, by an exchange or by a test.
struct Evidence {
    bool isOk = false;
    std::optional<gateway::config::FailureClass> failure; ///< empty if ok
    int status = 0;     ///< HTTP status; 0: none came
    gateway::Sentence reason; ///< the gateway's own words, safe: "429", "connection refused"
    std::string key;    ///< name; empty: none
    gateway::WallTime at{};

    bool isOutOfDate(gateway::WallTime now) const { return now - at > kEvidenceHolds; }
};

/// A finished test.
struct ProbeNote {
    gateway::host::ProbeResult result;
    gateway::WallTime at{};

    bool isOutOfDate(gateway::WallTime now) const { return now - at > kEvidenceHolds; }
};

/// What was seen of each provider since the start, and of the ledger's last
/// exchanges. A value; bounded by the number of providers.
class ProviderObservations {
public:
    static constexpr std::size_t kFirstTokens = 50; ///< how many the median is of

    void add(const gateway::usage::ExchangeRecord& record);
    /// `key`: the name of the one that was used.
    void addProbe(const std::string& provider, const std::string& key, const gateway::host::ProbeResult& result, gateway::WallTime at);
    /// Its settings changed: what was seen may not hold any more.
    void forget(const std::string& provider) { m_seen.erase(provider); }

    /// Of the last first tokens; empty: none seen.
    std::optional<gateway::Milliseconds> medianFirstToken(const std::string& provider) const;
    const Evidence* last(const std::string& provider) const;      ///< null: not used yet
    const Evidence* lastError(const std::string& provider) const; ///< null: none
    /// Of a key that was refused, or had no balance, the last time that it was used. Null: it was not.
    const Evidence* refusal(const std::string& provider, const std::string& key) const;
    const ProbeNote* probe(const std::string& provider) const;    ///< null: not tested
    /// The last one that asked it anything; null: none.
    const ProbeNote* asked(const std::string& provider) const;

private:
    struct Seen {
        std::deque<gateway::Milliseconds> firstTokens;
        std::optional<Evidence> last;
        std::optional<Evidence> lastError;
        std::optional<ProbeNote> probe;
        std::optional<ProbeNote> asked;
        std::map<std::string, Evidence> keys; ///< the last answer or refusal of each
    };
    void note(Seen& seen, const Evidence& evidence);
    const Seen* find(const std::string& provider) const;

    std::map<std::string, Seen> m_seen;
};

} // namespace ui::models
