#pragma once

#include "log_file.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gateway::host {

/// An entry for the log: a line, or an exchange whose line is formatted later.
struct LogEntry {
    LogLine line;
    std::shared_ptr<const usage::ExchangeRecord> exchange;
};

/// The state of the log that all threads share. Every thread that logs holds a reference, so that nobody logs into a
/// destroyed log. Private to the room.
class LogQueue final {
public:
    /// How the caller of `add` must wake the writer.
    enum class Wake { Nothing, Delayed, Now };
    static constexpr std::size_t kBatch = 200;

    /// Also returns `writer` if it must be woken.
    Wake add(LogEntry entry, std::shared_ptr<LogWriter>& writer)
    {
        const std::lock_guard lock(m_mutex);
        const std::size_t before = m_entries.size();
        push(std::move(entry));
        return wakeSince(before, writer);
    }
    /// The same for the `records` for which `isWanted` returns true.
    template <class IsWanted>
    Wake add(const usage::RecordBatch& records, const IsWanted& isWanted, std::shared_ptr<LogWriter>& writer)
    {
        const std::lock_guard lock(m_mutex);
        const std::size_t before = m_entries.size();
        for (const auto& record : records)
            if (isWanted(*record))
                push(LogEntry{{}, record});
        return wakeSince(before, writer);
    }

    /// Swaps the queue with the empty `entries`, whose capacity is reused. Returns the number of dropped entries.
    std::int64_t takeAll(std::vector<LogEntry>& entries)
    {
        const std::lock_guard lock(m_mutex);
        entries.swap(m_entries);
        return std::exchange(m_dropped, 0);
    }

    std::atomic<std::shared_ptr<const LogFile::Redactor>> redactor;
    std::atomic<std::shared_ptr<const config::LogSettings>> settings;

    void setWriter(std::shared_ptr<LogWriter> writer)
    {
        const std::lock_guard lock(m_mutex);
        m_writer = std::move(writer);
    }
    std::shared_ptr<LogWriter> writer()
    {
        const std::lock_guard lock(m_mutex);
        return m_writer;
    }

private:
    void push(LogEntry entry)
    {
        if (m_entries.size() < LogFile::kMaxQueued)
            m_entries.push_back(std::move(entry));
        else
            ++m_dropped;
    }
    Wake wakeSince(std::size_t before, std::shared_ptr<LogWriter>& writer) const
    {
        const std::size_t now = m_entries.size();
        const bool isFull = before < kBatch && now >= kBatch;
        if (!isFull && (before > 0 || now == 0))
            return Wake::Nothing;
        writer = m_writer;
        return isFull ? Wake::Now : Wake::Delayed;
    }

    std::mutex m_mutex; // held for the pushes of one caller or one swap
    std::shared_ptr<LogWriter> m_writer; // null once the log has ended
    std::vector<LogEntry> m_entries;
    std::int64_t m_dropped = 0;
};

} // namespace gateway::host
