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

/// What can be ended while it is under way. Gateway thread.
class Endable {
public:
    /// The user of this machine wants it to end: its client is told, and its record says so. May destroy it.
    virtual void cancelHere() = 0;

protected:
    ~Endable() = default;
};

/// What is going on, for those who watch, and what has ended, for the ledger.
/// The exchange tells; the board counts and publishes in batches: at most 10
/// snapshots a second, and records 100 ms after the first or as soon as there are
/// 100; where these come within 10 ms, as many as do, up to 400. Its one timer is single-shot, coarse and armed only by news: with nothing
/// to say it never wakes the thread. Gateway thread. Telling costs some
/// nanoseconds and, once entries and strings are there to be used again, no memory.
///
///     LiveBoard::Entry* entry = board.begin(...);
///     board.attempt(*entry, ...);
///     board.progress(*entry, meter.outputTokensSoFar(), meter.reasoningTokensSoFar());
///     board.settle(*entry, record); // `entry` is gone
class LiveBoard final : public QObject {
    Q_OBJECT
public:
    static constexpr Milliseconds kInterval{100};
    static constexpr std::size_t kBatch = 100; ///< records that are handed over at once
    static constexpr std::size_t kLargestBatch = 400; ///< where they come so fast that more at once cost less each

    /// Called on the gateway thread, for one queued call to whoever wants them. No
    /// snapshot: a full batch of records, sooner than the next snapshot is due.
    using Publish = std::function<void(std::optional<LiveSnapshot> live, RecordBatch records)>;

    /// One exchange under way; its address is its handle from `begin` to `settle`.
    class Entry;

    /// What is known when an exchange begins.
    struct Begin {
        std::string_view id;
        std::string_view consumer;
        std::string_view clientName;
        std::string_view askedModel;
        std::string_view route; ///< may be empty until `route()`
        TimePoint at{}; ///< by default now
        std::shared_ptr<const ProcessName> process = {};
        Endable* owner = nullptr; ///< until `release()` or `settle()`; null: nobody can end it
    };

    /// What is known when an attempt begins.
    struct Attempt {
        int number = 1; ///< 1 is the first
        std::string_view provider;
        std::string_view model;
        std::string_view lastFailure; ///< why the attempt before failed: "deepseek: 429"
        bool isFallback = false; ///< another than the route's first choice
    };

    /// `clock` must outlive the board.
    LiveBoard(const Clock& clock, Publish publish, QObject* parent = nullptr);
    /// Publishes nothing: `flush()` before, where it matters.
    ~LiveBoard() override;

    /// Never null.
    Entry* begin(const Begin& what);
    /// The route that was chosen.
    void route(Entry& entry, std::string_view route);
    /// Tokens that an attempt before has sent are taken off the totals again.
    void attempt(Entry& entry, const Attempt& what);
    /// The first content or reasoning of this attempt has come. Further calls do nothing.
    void firstToken(Entry& entry);
    /// Estimated tokens of this attempt so far. Marks the first token too.
    void progress(Entry& entry, std::int64_t outputTokens, std::int64_t reasoningTokens);
    /// Its owner goes, and its record comes later.
    void release(Entry& entry);
    /// Ends what is under way by that id; nothing where there is none any more. Not out of an exchange's own code.
    void cancel(std::string_view id);
    /// The exchange has ended; its record's usage replaces the estimate. `entry` is gone.
    void settle(Entry& entry, std::shared_ptr<const ExchangeRecord> record);
    /// An exchange that ended before it could begin, such as one refused for its key.
    void settle(std::shared_ptr<const ExchangeRecord> record);

    /// What is late of an exchange that has ended.
    void settleLate(std::shared_ptr<const ExchangeRecord> record);

    /// Publishes what there is at once, at the end of the gateway.
    void flush();
    /// Hands over the records that wait, for somebody who wants to know now.
    void handOver();

    /// Whether anybody wants to know more of snapshots than how many exchanges are under way, and the totals. At first somebody does.
    void setWatched(bool isWatched) { m_isWatched = isWatched; }

    std::size_t inFlight() const { return m_entries.size(); }
    /// It has begun, and its record has not come yet.
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
    std::list<Entry> m_entries; // the oldest first
    std::list<Entry> m_spare; // settled entries, for their memory
    LiveTotals m_totals;
    RecordBatch m_records; // not yet handed over
    std::size_t m_batch = kBatch; // so many are handed over at once now
    TimePoint m_batchBegan{};
    RecordBatch m_finished; // not yet in a snapshot
    std::vector<std::int64_t> m_reportedTokens; // of each of those
    RecordBatch m_late; // likewise not yet in a snapshot
    bool m_isWatched = true;
    QBasicTimer m_timer;
};

} // namespace gateway::usage
