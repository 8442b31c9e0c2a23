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

/// The application log. While it lives it takes every Qt message of the program
/// (`qCInfo(logHttp, ...)`, from any thread) and writes it as one line, masked, to
/// a file (0600) that is rotated: `signalbox.log`, `signalbox.log.1` and so on. One
/// at a time; main thread, except where a function says otherwise.
///
/// Whoever logs pays for a lock around one vector push; everything else, the
/// formatting of exchanges included, happens on the storage thread, in batches
/// (200 lines, or 100 ms after the first). Nothing wakes up while nothing is logged.
class LogFile final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kRecent = 2000; ///< lines kept for the viewer
    static constexpr std::size_t kMaxQueued = 20'000; ///< lines beyond are counted and dropped
    static constexpr std::size_t kMaxText = 4096; ///< bytes of a line; the rest is cut off

    using Redactor = std::function<void(std::string& text)>; ///< masks what is secret in it

    /// Who reads along.
    enum class Reader {
        Viewer, ///< by `recent()` and `logged()`
        Stderr, ///< which has every line, and nobody asks for `recent()`
    };

    /// Logs to `file`, making it and its folder (0700) where needed; a file that
    /// cannot be written is said once on standard error, and the viewer goes on.
    /// `storage` may be started later, and may end before the log does.
    LogFile(const QString& file, const config::LogSettings& settings, QThread& storage, Reader reader);
    /// Writes what is left and gives the messages back to who had them before.
    ~LogFile() override;

    /// Levels hold for messages from now on, sizes from the next line on.
    void setSettings(const config::LogSettings& settings);
    /// Masks every line from now on; it is called on the storage thread. Any thread.
    void setRedactor(Redactor redactor);
    /// One line per exchange, in the room `gateway.exchange`: a warning where it failed,
    /// else information. Any thread.
    void logExchanges(const usage::RecordBatch& records);

    QString file() const { return m_file; }
    /// The last lines, the oldest first, as masked.
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
