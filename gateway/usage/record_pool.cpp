#include "record_pool.h"

#include <atomic>
#include <utility>

namespace gateway::usage {

namespace {

constexpr int kLooks = 2; // a record that is held for long must not block those after it

} // namespace

std::shared_ptr<ExchangeRecord> RecordPool::take()
{
    prepare();
    auto record = std::move(m_next);
    if (m_records.size() < kMost)
        m_records.push_back(record);
    return record;
}

void RecordPool::prepare()
{
    if (!m_next)
        m_next = cleared();
}

std::shared_ptr<ExchangeRecord> RecordPool::cleared()
{
    for (int look = 0; look < kLooks && !m_records.empty(); ++look) {
        std::shared_ptr<ExchangeRecord> record = std::move(m_records.front());
        m_records.pop_front();
        if (record.use_count() == 1) {
            std::atomic_thread_fence(std::memory_order_acquire); // synchronises with the releases by other threads
            record->reset();
            return record;
        }
        m_records.push_back(std::move(record));
    }
    return std::make_shared<ExchangeRecord>();
}

void RecordPool::forget(const ExchangeRecord& record)
{
    std::erase_if(m_records, [&record](const auto& each) { return each.get() == &record; });
}

} // namespace gateway::usage
