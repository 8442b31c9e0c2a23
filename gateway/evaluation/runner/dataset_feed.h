#pragma once

#include "call_pricing.h"

#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"

#include <QObject>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace gateway::evaluation {

/// A row on its way through a run. While it exists, its place in memory is taken.
struct FedRow {
    std::size_t index = 0; ///< in the order of the valid rows, from 0
    Row row;
    std::vector<InputCount> inputs; ///< for each model of the feed
    std::shared_ptr<void> place;
};

/// Reads the rows of a dataset in a thread of its own, a bounded part of them ahead. One thread, with an event loop.
class DatasetFeed final : public QObject {
    Q_OBJECT
public:
    /// The memory of all rows that exist at once, in KiB; a larger row exists alone.
    static constexpr int kMostAtOnce_kib = 32 * 1024;
    /// A row counts as at least this much, so that at most 256 exist at once.
    static constexpr int kLeastOfRow_kib = 128;

    using OnRow = std::function<void(std::unique_ptr<FedRow> row)>;
    using OnEnd = std::function<void(Result<void> result)>;

    /// `countedFor`: the models for which the tokens of each row are counted. `counter`: null if nothing is counted.
    DatasetFeed(Dataset dataset, std::vector<std::string> countedFor, std::shared_ptr<const InputCounter> counter, QObject* parent = nullptr);
    /// Waits until the thread has ended, which takes no longer than reading a row.
    ~DatasetFeed() override;

    /// Once. Both are called from the event loop; `onEnd` once after the last row, with the error of `eachRow()`.
    void start(OnRow onRow, OnEnd onEnd);
    /// Reads no further rows; those on their way still arrive, and then the end.
    void stop();

private:
    struct Shared;
    void read();

    Dataset m_dataset;
    std::vector<std::string> m_countedFor;
    std::shared_ptr<const InputCounter> m_counter;
    std::shared_ptr<Shared> m_shared;
    OnRow m_onRow;
    OnEnd m_onEnd;
    std::thread m_thread;
};

} // namespace gateway::evaluation
