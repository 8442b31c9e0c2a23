#pragma once

#include "record.h"

#include <cstddef>
#include <deque>
#include <memory>

namespace gateway::usage {

/// Reuses records once all other owners have released them. Records are created on one thread and read on others: if
/// freed there, their memory would have to be fetched from another core's cache at the next allocation. Used on the
/// thread that takes the records.
class RecordPool final {
public:
    /// Maximum number of records kept for reuse.
    static constexpr std::size_t kMost = 1024;

    /// Returns an empty record.
    std::shared_ptr<ExchangeRecord> take();
    /// Prepares the next record while nobody is waiting for it.
    void prepare();
    /// Excludes this record from reuse, because it holds too much memory.
    void forget(const ExchangeRecord& record);
    /// Excludes all records taken so far.
    void clear()
    {
        m_records.clear();
        m_next.reset();
    }
    std::size_t size() const { return m_records.size() + (m_next ? 1 : 0); }

private:
    std::shared_ptr<ExchangeRecord> cleared();

    std::shared_ptr<ExchangeRecord> m_next; // ready; not in m_records
    std::deque<std::shared_ptr<ExchangeRecord>> m_records; // roughly in the order in which they will be released
};

} // namespace gateway::usage
