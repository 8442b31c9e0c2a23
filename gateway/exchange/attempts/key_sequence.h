#pragma once

#include "gateway/exchange/snapshot/snapshot.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// The order in which keys are given out: those of one candidate of a plan at a time, and later those of candidates
/// that were deferred. Candidates and keys are numbers. A value.
class KeySequence {
public:
    /// The key of this name comes first among a candidate's keys. Empty: none.
    void prefer(std::string name) { m_preferred = std::move(name); }
    /// Gives out `keys` of `candidate` from now on, in that order; `all` are the keys it has, or none for a client's
    /// own key.
    void open(std::size_t candidate, std::vector<std::size_t> keys, const std::vector<UsableKey>& all);
    /// The same for the first candidate that was deferred; false if there is none.
    bool reopen();
    bool isEmpty() const { return m_open.keys.empty(); }
    std::size_t candidate() const { return m_open.candidate; }
    /// Gives out the next key. Must not be called when empty.
    std::size_t take();
    /// Drops the remaining keys of the open candidate.
    void close() { m_open.keys.clear(); }
    /// Drops the remaining keys of `candidate`.
    void skip(std::size_t candidate);

    struct Put {
        std::size_t candidate = 0;
        std::vector<std::size_t> keys = {}; ///< the next one last
    };
    /// Closes the open candidate and takes out all deferred ones, with the open one last, for `putAside()`.
    std::vector<Put> takeAside();
    void putAside(std::vector<Put> later) { m_later = std::move(later); }
    /// Whether `isFree(candidate, key)` holds for a key that was not given out yet.
    template <class IsFree> bool hasAny(IsFree isFree) const
    {
        const auto hasFree = [&isFree](const Put& put) {
            for (const std::size_t key : put.keys)
                if (isFree(put.candidate, key))
                    return true;
            return false;
        };
        for (const Put& put : m_later)
            if (hasFree(put))
                return true;
        return hasFree(m_open);
    }

private:
    Put m_open;
    std::vector<Put> m_later;
    std::string m_preferred;
};

} // namespace gateway::exchange
