#pragma once

#include "record.h"

#include <cstddef>
#include <deque>
#include <memory>

namespace gateway::usage {

/// Records that are used again once everybody else has let go of theirs. They are made on one thread and read on others: freed
/// there, each of their pieces would be fetched back from another core's cache when it is given out again. On the thread that
/// takes them.
class RecordPool final {
public:
    /// Of those that are in use at once, so many come back.
    static constexpr std::size_t kMost = 1024;

    /// One that is as if new.
    std::shared_ptr<ExchangeRecord> take();
    /// Makes the next one ready, when nobody waits for it.
    void prepare();
    /// This one does not come back: it holds more than a record should for longer than it is wanted.
    void forget(const ExchangeRecord& record);
    /// Nor do any of those that were taken so far.
    void clear()
    {
        m_records.clear();
        m_next.reset();
    }
    std::size_t size() const { return m_records.size() + (m_next ? 1 : 0); }

private:
    std::shared_ptr<ExchangeRecord> cleared();

    std::shared_ptr<ExchangeRecord> m_next; // ready; not among the others
    std::deque<std::shared_ptr<ExchangeRecord>> m_records; // most likely those first that were taken first
};

} // namespace gateway::usage
