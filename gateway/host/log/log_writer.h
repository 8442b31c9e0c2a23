#pragma once

#include "log_queue.h"

#include "gateway/core/files/append_file.h"

#include <QBasicTimer>
#include <QObject>

#include <mutex>
#include <string>
#include <vector>

namespace gateway::host {

/// Writes the log file. Lives in the storage thread; `drain()` may also be called by the thread that ends the log or
/// the program. Private to the room.
class LogWriter final : public QObject {
    Q_OBJECT
public:
    /// To be moved to the storage thread after construction. `viewer` may be null.
    LogWriter(std::shared_ptr<LogQueue> queue, const QString& file, bool alsoStderr, LogFile* viewer);

    /// Any thread: schedules writing the queue, now or shortly.
    void wake(LogQueue::Wake when);
    /// Writes everything queued. Does nothing when called recursively: lines logged meanwhile are written by the next
    /// call.
    void drain();
    /// To be called when the storage thread ends: later entries are written by whoever ends the log.
    void threadEnds();
    /// Stops passing lines to the viewer.
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

    const std::shared_ptr<LogQueue> m_queue; // holds the writer until the log ends
    const QString m_path;
    const bool m_alsoStderr;
    QBasicTimer m_timer;

    std::recursive_mutex m_mutex; // guards everything below; contended only at the end of the program
    bool m_draining = false;
    LogFile* m_viewer; // null: no viewer
    files::AppendFile m_file;
    bool m_failed = false; // writing failed, and this was reported
    std::vector<LogEntry> m_entries;
    LogLine m_line; // reused for exchanges
    std::vector<LogLine> m_shown; // not yet passed to the viewer
    std::string m_buffer; // not yet written to the file
    std::shared_ptr<const config::LogSettings> m_settings; // of the batch being written
};

} // namespace gateway::host
