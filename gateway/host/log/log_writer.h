#pragma once

#include "log_queue.h"

#include "gateway/core/files/append_file.h"

#include <QBasicTimer>
#include <QObject>

#include <mutex>
#include <string>
#include <vector>

namespace gateway::host {

/// Writes the log's file. Lives in the storage thread; `drain()` is also for the
/// thread that ends the log or the program. Private to the room.
class LogWriter final : public QObject {
    Q_OBJECT
public:
    /// To be moved to the storage thread. `viewer` may be null.
    LogWriter(std::shared_ptr<LogQueue> queue, const QString& file, bool alsoStderr, LogFile* viewer);

    /// From any thread: has the queue written now or in a moment.
    void wake(LogQueue::Wake when);
    /// Writes everything that is queued. Does nothing in a thread that is in it already.
    void drain();
    /// The storage thread ends: what comes now is written by whoever ends the log.
    void threadEnds();
    /// Nothing reaches the viewer from here on.
    void forgetViewer();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    void arm();
    void write(LogLine& line, const usage::ExchangeRecord* exchange, const LogFile::Redactor* redactor);
    void append(const LogLine& line);
    void appendJson(const std::string& line);
    void makeRoom(std::size_t bytes);
    void say(const char* what);
    void flush();
    void openFile();
    void rotate();
    void show();

    const std::shared_ptr<LogQueue> m_queue; // which has the writer until the log ends
    const QString m_path;
    const bool m_alsoStderr;
    QBasicTimer m_timer;

    std::recursive_mutex m_mutex; // all below; contended at the end of the program only
    bool m_draining = false;
    LogFile* m_viewer; // null: nobody looks
    files::AppendFile m_file;
    bool m_failed = false; // and it has been said
    std::vector<LogEntry> m_entries;
    LogLine m_line; // of an exchange
    std::vector<LogLine> m_shown; // not yet with the viewer
    std::string m_buffer; // not yet in the file
    std::shared_ptr<const config::LogSettings> m_settings; // of the batch that is written
};

} // namespace gateway::host
