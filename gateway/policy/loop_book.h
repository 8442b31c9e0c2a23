#pragma once

#include "repeated_call.h"

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace gateway::policy {

/// The loop guard has acted on a request.
struct LoopFound {
    std::string exchange; ///< id; empty: unknown
    std::string consumer; ///< name
    int repeats = 0;      ///< equal calls in a row
    bool isRefused = false;

    /// "Consumer "ci" repeats the same tool call with the same result: 5 times in a row."
    Sentence words() const;
};

/// Which conversations repeat the same tool call, so that each repetition is acted on once. Gateway thread.
class LoopBook {
public:
    static constexpr std::size_t kMost = 10'000; ///< conversations; the one that repeats least recently is forgotten

    /// Whether a conversation that ends with `call` is to be acted on: at `repeats` calls, and then after as many again.
    bool wouldBeDue(std::uint64_t conversation, const RepeatedCall& call, int repeats) const;
    /// Remembers that a request of the conversation ended with `call`, and was acted on if that was due.
    void remember(std::uint64_t conversation, const RepeatedCall& call, int repeats);
    /// Sets who hears that the loop guard has acted.
    void setListener(std::function<void(const LoopFound&)> found) { m_found = std::move(found); }
    void note(const LoopFound& found) const
    {
        if (m_found)
            m_found(found);
    }
    std::size_t size() const { return m_places.size(); }

private:
    using Entry = std::pair<std::uint64_t, RepeatedCall>; // as it was acted on

    std::list<Entry> m_entries; // most recent first
    std::unordered_map<std::uint64_t, std::list<Entry>::iterator> m_places;
    std::function<void(const LoopFound&)> m_found;
};

} // namespace gateway::policy
