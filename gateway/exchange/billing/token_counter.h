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

/// Counts tokens in a thread of its own, which is there while there is something to count: a few tenths of a second of it
/// at most, since records wait for their numbers. What is too much has a rough estimate at once.
/// Vocabularies are read when they are first needed and let go after `kKept` without work: an
/// idle gateway has none. Gateway thread.
class TokenCounter final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMostWaiting = 1000;    ///< jobs
    static constexpr qint64 kMostBytes = 4 * 1024 * 1024; ///< of what is counted for those that wait, but for a single one
    static constexpr int kKept_ms = 60'000;

    using Done = std::function<void(const protocol::TokenCounts&)>;

    explicit TokenCounter(QObject* parent = nullptr);
    /// Those that wait are told that nobody came to it.
    ~TokenCounter() override;

    /// `done` is called from the event loop, or at once where there is too much to do.
    void count(protocol::CountJob job, Done done);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    struct Shelf; // the vocabularies; touched by the one worker only
    struct Waiting {
        Done done;
        qint64 bytes = 0;
        protocol::TokenCounts skipped; ///< what is said where nobody comes to it
    };
    void counted(std::uint64_t number, const protocol::TokenCounts& counts);

    std::shared_ptr<Shelf> m_shelf;
    std::unordered_map<std::uint64_t, Waiting> m_waiting;
    std::uint64_t m_last = 0;
    qint64 m_bytes = 0; // of those that wait
    QBasicTimer m_idle;
    std::atomic<bool> m_isEnding{false};
    QThreadPool m_pool; // last: it ends first
};

} // namespace gateway::exchange
