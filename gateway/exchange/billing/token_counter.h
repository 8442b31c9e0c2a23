#pragma once

#include "gateway/protocol/tokenizer/count_job.h"

#include <QBasicTimer>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace gateway::exchange {

/// Counts tokens in a thread of its own, which exists only while there is something to count: at most a few tenths of a
/// second of work, since records wait for it. Whatever exceeds that gets a rough estimate at once. Vocabularies are
/// loaded when first needed and released after `kKept_ms` without work, so an idle gateway holds none. Gateway thread.
class TokenCounter final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMostWaiting = 1000;    ///< jobs
    static constexpr qint64 kMostBytes = 4 * 1024 * 1024; ///< of all waiting jobs together, unless there is only one
    static constexpr int kKept_ms = 60'000;

    using Done = std::function<void(const protocol::TokenCounts&)>;

    explicit TokenCounter(QObject* parent = nullptr);
    /// Jobs that still wait get nothing; call `abandon()` first.
    ~TokenCounter() override;

    /// The end: waiting jobs get their `skipped` counts now, and nothing may be counted afterwards.
    void abandon();

    /// `done` is called from the event loop, or at once if too much is waiting.
    void count(protocol::CountJob job, Done done);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    struct Shelf; // the vocabularies; used by the single worker only
    struct Waiting {
        Done done;
        qint64 bytes = 0;
        protocol::TokenCounts skipped; ///< the result if the job is not processed
    };
    void stop();
    void counted(std::uint64_t number, const protocol::TokenCounts& counts);

    std::shared_ptr<Shelf> m_shelf;
    std::unordered_map<std::uint64_t, Waiting> m_waiting;
    std::uint64_t m_last = 0;
    qint64 m_bytes = 0; // of the waiting jobs
    QBasicTimer m_idle;
    std::atomic<bool> m_isEnding{false};
    QThreadPool m_pool; // last member: it must end first
};

} // namespace gateway::exchange
