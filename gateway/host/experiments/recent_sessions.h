#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

namespace gateway::host {

/// The sessions of an experiment that had a request lately, by a hash of their names: the last `kMost` that began. One
/// that comes back after so many others counts as new. A value; one thread at a time.
class RecentSessions {
public:
    static constexpr std::size_t kMost = 4096;

    /// Notes the session. False if it was known.
    bool add(std::string_view session);
    bool has(std::string_view session) const;

    /// The hashes, for a file.
    std::string toText() const;
    /// Restores them; what is not valid is left out.
    static RecentSessions fromText(std::string_view text);

private:
    void addHash(std::uint64_t hash);

    std::unordered_set<std::uint64_t> m_known;
    std::deque<std::uint64_t> m_order; // the oldest first
};

} // namespace gateway::host
