#pragma once

#include "gateway/exchange/snapshot/snapshot.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// Whose keys are given out in which order: those of one candidate of a plan at a time, and later those of candidates that were put
/// aside. Candidates and keys are numbers. A value.
class KeySequence {
public:
    /// Among a candidate's keys, the one of this name comes first. Empty: none.
    void prefer(std::string name) { m_preferred = std::move(name); }
    /// `keys` of `candidate` are given out from now on, in that order; `all` are those that it has, or none for a key of the client's own.
    void open(std::size_t candidate, std::vector<std::size_t> keys, const std::vector<UsableKey>& all);
    /// The same for the first one that was put aside; false: none was.
    bool reopen();
    bool isEmpty() const { return m_open.keys.empty(); }
    std::size_t candidate() const { return m_open.candidate; }
    /// The next key, and it is given. Not when empty.
    std::size_t take();
    /// The open candidate has no more.
    void close() { m_open.keys.clear(); }
    /// Leaves out what `candidate` has left.
    void skip(std::size_t candidate);

    struct Put {
        std::size_t candidate = 0;
        std::vector<std::size_t> keys = {}; ///< the next one last
    };
    /// Closes the open one and takes out all that were put aside, itself the last of them, for `putAside()`.
    std::vector<Put> takeAside();
    void putAside(std::vector<Put> later) { m_later = std::move(later); }
    /// Whether `isFree(candidate, key)` for one that was not given yet.
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
