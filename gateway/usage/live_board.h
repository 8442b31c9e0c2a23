#pragma once

#include "live.h"
#include "record.h"

#include "gateway/core/clock.h"

#include <QBasicTimer>
#include <QObject>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Something in progress that can be ended. Gateway thread.
class Endable {
public:
    /// Cancels it for the user of this machine: the client gets an error and the record says so. May destroy the
    /// object.
    virtual void cancelHere() = 0;

protected:
    ~Endable() = default;
};

/// Collects exchanges in progress for observers, and ended ones for the ledger. Exchanges report to the board, which
/// counts and publishes in batches: at most 10 snapshots a second, and records 100 ms after the first or as soon as
/// there are 100; if these arrive within 10 ms, larger batches of up to 400. Its only timer is single-shot, coarse and
/// started by changes: without any it never wakes the thread. Gateway thread. A report costs some nanoseconds and, once
/// entries and strings can be reused, no memory.
///
///     LiveBoard::Entry* entry = board.begin(...);
///     board.attempt(*entry, ...);
///     board.progress(*entry, meter.outputTokensSoFar(), meter.reasoningTokensSoFar());
///     board.settle(*entry, record); // `entry` is gone
class LiveBoard final : public QObject {
    Q_OBJECT
public:
    static constexpr Milliseconds kInterval{100};
    static constexpr std::size_t kBatch = 100; ///< records published at once
    static constexpr std::size_t kLargestBatch = 400; ///< used when records arrive so fast that larger batches cost less each

    /// Called on the gateway thread, for one queued call to the receivers. Without a snapshot: a full batch of records
    /// before the next snapshot is due.
    using Publish = std::function<void(std::optional<LiveSnapshot> live, RecordBatch records)>;

    /// An exchange in progress; its address is its handle from `begin` to `settle`.
    class Entry;

    /// Data known when an exchange begins.
    struct Begin {
        std::string_view id;
        std::string_view consumer;
        std::string_view clientName;
        std::string_view askedModel;
        std::string_view route; ///< may be empty until `route()`
        TimePoint at{}; ///< default: now
        std::shared_ptr<const ProcessName> process = {};
        Endable* owner = nullptr; ///< until `release()` or `settle()`; null: cannot be cancelled
        std::string_view agent = {}; ///< id of the client's sub-agent; empty: none
    };

    /// Data known when an attempt begins.
    struct Attempt {
        int number = 1; ///< 1 is the first
        std::string_view provider;
        std::string_view model;
        bool isFallback = false; ///< not the route's first choice
        std::string_view failedProvider = {}; ///< of the previous attempt, if it failed
        Sentence lastFailure = {}; ///< why it failed: "429"
    };

    /// `clock` must outlive the board.
    LiveBoard(const Clock& clock, Publish publish, QObject* parent = nullptr);
    /// Publishes nothing: call `flush()` before if that matters.
    ~LiveBoard() override;

    /// Never null.
    Entry* begin(const Begin& what);
    /// Sets the chosen route.
    void route(Entry& entry, std::string_view route);
    /// Begins an attempt; estimated tokens of the previous attempt are subtracted from the totals.
    void attempt(Entry& entry, const Attempt& what);
    /// To be called when the first content or reasoning of this attempt has arrived. Further calls do nothing.
    void firstToken(Entry& entry);
    /// Sets the estimated tokens of this attempt so far. Marks the first token, too.
    void progress(Entry& entry, std::int64_t outputTokens, std::int64_t reasoningTokens);
    /// Removes the owner before the record is available.
    void release(Entry& entry);
    /// Cancels the exchange with that id; does nothing if there is none any more. Do not call it from the exchange's
    /// own code.
    void cancel(std::string_view id);
    /// The exchange has ended; the usage in its record replaces the estimate. `entry` becomes invalid.
    void settle(Entry& entry, std::shared_ptr<const ExchangeRecord> record);
    /// Records an exchange that ended before `begin`, such as one rejected for its key.
    void settle(std::shared_ptr<const ExchangeRecord> record);

    /// Adds a late record of an exchange that has ended.
    void settleLate(std::shared_ptr<const ExchangeRecord> record);

    /// Publishes everything at once, at the end of the gateway.
    void flush();
    /// Publishes the pending records now, for somebody who needs them.
    void handOver();

    /// Whether anybody needs more of the snapshots than the number of exchanges in progress and the totals. Initially
    /// true.
    void setWatched(bool isWatched) { m_isWatched = isWatched; }

    std::size_t inFlight() const { return m_entries.size(); }
    /// Whether the exchange has begun and its record has not arrived yet.
    bool isOpen(std::string_view id) const;
    const LiveTotals& totals() const { return m_totals; }

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    void changed();
    void retract(Entry& entry);
    void addTokens(const protocol::TokenUsage& tokens);
    void settle(std::shared_ptr<const ExchangeRecord> record, std::int64_t reportedTokens);
    std::vector<LiveShare> shares();
    LiveSnapshot snapshot();
    void sizeBatches();
    void publish(bool withSnapshot);

    const Clock& m_clock;
    Publish m_publish;
    std::list<Entry> m_entries; // oldest first
    std::list<Entry> m_spare; // settled entries, kept for reuse
    LiveTotals m_totals;
    RecordBatch m_records; // not published yet
    std::size_t m_batch = kBatch; // current batch size
    TimePoint m_batchBegan{};
    RecordBatch m_finished; // not in a snapshot yet
    std::vector<std::int64_t> m_reportedTokens; // for each of those
    RecordBatch m_late; // not in a snapshot yet
    bool m_isWatched = true;
    QBasicTimer m_timer;
};

} // namespace gateway::usage
