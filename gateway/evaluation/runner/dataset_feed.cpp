#include "dataset_feed.h"

#include <QSemaphore>

#include <algorithm>
#include <atomic>
#include <utility>

namespace gateway::evaluation {

/// Outlives the feed as long as there are rows of it.
struct DatasetFeed::Shared {
    QSemaphore free{kMostAtOnce_kib};
    std::atomic<bool> isStopped = false;
};

namespace {

constexpr std::size_t kKib = 1024;

} // namespace

DatasetFeed::DatasetFeed(Dataset dataset, std::vector<std::string> countedFor, std::shared_ptr<const InputCounter> counter, QObject* parent)
    : QObject(parent)
    , m_dataset(std::move(dataset))
    , m_countedFor(std::move(countedFor))
    , m_counter(std::move(counter))
    , m_shared(std::make_shared<Shared>())
{
}

DatasetFeed::~DatasetFeed()
{
    stop();
    if (m_thread.joinable())
        m_thread.join();
}

void DatasetFeed::start(OnRow onRow, OnEnd onEnd)
{
    m_onRow = std::move(onRow);
    m_onEnd = std::move(onEnd);
    m_thread = std::thread([this] { read(); });
}

void DatasetFeed::stop()
{
    m_shared->isStopped = true;
    m_shared->free.release(kMostAtOnce_kib); // wakes the thread, which then ends
}

/// In the thread. Functions that are posted do not run once this object is gone.
void DatasetFeed::read()
{
    std::size_t index = 0;
    const auto result = m_dataset.eachRow([&](const Row& row) {
        const std::size_t kib = toText(row.messages).size() / kKib;
        const int size = static_cast<int>(std::clamp<std::size_t>(kib, kLeastOfRow_kib, kMostAtOnce_kib));
        m_shared->free.acquire(size);
        if (m_shared->isStopped)
            return false;
        auto fed = std::make_shared<FedRow>(FedRow{index++, row, {}, nullptr});
        fed->place = std::shared_ptr<void>(nullptr, [shared = m_shared, size](void*) { shared->free.release(size); });
        for (std::size_t i = 0; m_counter && i < m_countedFor.size(); ++i)
            fed->inputs.push_back(m_counter->chat(m_countedFor[i], row.messages));
        QMetaObject::invokeMethod(
            this, [this, fed = std::move(fed)] { m_onRow(std::make_unique<FedRow>(std::move(*fed))); }, Qt::QueuedConnection);
        return true;
    });
    QMetaObject::invokeMethod(this, [this, result] { m_onEnd(result); }, Qt::QueuedConnection);
}

} // namespace gateway::evaluation
