#pragma once

#include "log_line.h"

#include "gateway/config/settings/settings.h"
#include "gateway/usage/record.h"

#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QThread;

namespace gateway {
}

namespace gateway::host {

class LogQueue;
class LogWriter;

/// The application log. While it exists it receives every Qt message of the program (`qCInfo(logHttp, ...)`, from any
/// thread) and writes it as one masked line to a file (0600) that is rotated: `signalbox.log`, `signalbox.log.1` and so
/// on. Only one may exist at a time; main thread, unless a function says otherwise.
///
/// Logging costs the caller a lock around one vector push; everything else, including the formatting of exchanges,
/// happens on the storage thread in batches (200 lines, or 100 ms after the first). It causes no wake-ups while nothing
/// is logged.
class LogFile final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kRecent = 2000; ///< lines kept for the viewer
    static constexpr std::size_t kMaxQueued = 20'000; ///< further lines are counted and dropped
    static constexpr std::size_t kMaxText = 4096; ///< bytes of a line; longer ones are truncated

    using Redactor = std::function<void(std::string& text)>; ///< masks the secrets in it

    /// Who else receives the lines.
    enum class Reader {
        Viewer, ///< through `recent()` and `logged()`
        Stderr, ///< receives every line; `recent()` is not used
    };

    /// Logs to `file`, creating it and its folder (0700) if needed; if the file cannot be written, this is reported
    /// once on standard error, and the viewer still gets the lines. `storage` may be started later, and may end before
    /// the log does.
    LogFile(const QString& file, const config::LogSettings& settings, QThread& storage, Reader reader);
    /// Writes what is pending and restores the previous message handler.
    ~LogFile() override;

    /// Levels apply to messages from now on, sizes from the next line on.
    void setSettings(const config::LogSettings& settings);
    /// Sets the function that masks every line from now on, called on the storage thread. Any thread.
    void setRedactor(Redactor redactor);
    /// Logs one line for each exchange, in the category `gateway.exchange`: a warning if it failed, otherwise
    /// information. Any thread.
    void logExchanges(const usage::RecordBatch& records);

    QString file() const { return m_file; }
    /// The last lines, oldest first, masked.
    const std::deque<LogLine>& recent() const { return m_recent; }

Q_SIGNALS:
    /// New lines of `recent()`, at most 10 times a second.
    void logged(const std::vector<gateway::host::LogLine>& lines);

private:
    friend class LogWriter;
    void take(std::vector<LogLine> lines);

    QString m_file;
    std::shared_ptr<LogQueue> m_queue;
    std::shared_ptr<LogWriter> m_writer; // lives in the storage thread
    std::deque<LogLine> m_recent;
    QtMessageHandler m_before = nullptr;
};

} // namespace gateway::host
