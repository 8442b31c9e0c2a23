#include "log_file.h"

#include "log_queue.h"
#include "log_writer.h"

#include "gateway/core/log.h"

#include <QLoggingCategory>
#include <QThread>

#include <array>
#include <chrono>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

/// Qt calls a plain function for a message, so that the current queue must be globally reachable: the only global
/// variable that is neither constant nor owned.
std::atomic<std::shared_ptr<LogQueue>>& currentQueue()
{
    static std::atomic<std::shared_ptr<LogQueue>> queue;
    return queue;
}

constexpr std::array<std::string_view, 4> kLevelNames{"debug", "info", "warning", "error"};

int levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return 3;
}

/// Adds `what` to the queue and wakes its writer if necessary.
template <class... What> void log(LogQueue& queue, What&&... what)
{
    std::shared_ptr<LogWriter> writer;
    const LogQueue::Wake wake = queue.add(std::forward<What>(what)..., writer);
    if (writer)
        writer->wake(wake);
}

/// A writer belongs to the storage thread as long as that runs.
void endWriter(LogWriter* writer)
{
    const QThread* thread = writer->thread(); // null if the thread object was destroyed
    if (thread && thread->isRunning())
        writer->deleteLater();
    else
        delete writer;
}

/// Any thread, at any time; Qt's rules have filtered out unwanted messages.
void takeMessage(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const std::shared_ptr<LogQueue> queue = currentQueue().load();
    if (!queue)
        return;
    LogEntry entry;
    entry.line.at = std::chrono::system_clock::now();
    entry.line.level = levelOf(type);
    entry.line.room = context.category ? context.category : "default";
    entry.line.text = message.toStdString();
    log(*queue, std::move(entry));
    if (type == QtFatalMsg)
        if (const auto writer = queue->writer())
            writer->drain(); // Qt ends the program next
}

void addRules(QString& rules, const QString& category, std::size_t level)
{
    // "error" is called critical there; fatal messages cannot be switched off.
    for (std::size_t i = 0; i < kLevelNames.size(); ++i)
        rules += category + u'.' + (i == 3 ? u"critical"_s : QString::fromLatin1(kLevelNames[i].data())) + u'='
            + (i >= level ? u"true"_s : u"false"_s) + u'\n';
}

std::size_t levelOf(std::string_view name)
{
    for (std::size_t i = 0; i < kLevelNames.size(); ++i)
        if (kLevelNames[i] == name)
            return i;
    return 1; // the configuration was validated before
}

/// Rules for Qt's categories, so that unwanted messages are not even formatted. Of Qt's own messages, only warnings are
/// logged: its info messages would fill the file, and a log viewer that repaints would cause more of them.
QString rulesFor(const config::LogSettings& settings)
{
    const std::size_t level = levelOf(settings.level);
    QString rules;
    addRules(rules, u"*"_s, std::max(level, levelOf("warning")));
    for (const QString& category : {u"default"_s, u"gateway.*"_s, u"ui.*"_s, u"app.*"_s})
        addRules(rules, category, level);
    for (const auto& [room, own] : settings.rooms)
        addRules(rules, u"gateway."_s + QString::fromStdString(room), levelOf(own));
    return rules;
}

} // namespace

LogFile::LogFile(
    const QString& file, const config::LogSettings& settings, QThread& storage, Reader reader)
    : m_file(file)
    , m_queue(std::make_shared<LogQueue>())
    , m_writer(new LogWriter(m_queue, file, reader == Reader::Stderr, reader == Reader::Viewer ? this : nullptr), endWriter)
{
    setSettings(settings);
    m_writer->moveToThread(&storage);
    connect(&storage, &QThread::finished, m_writer.get(), &LogWriter::threadEnds, Qt::DirectConnection);
    m_queue->setWriter(m_writer);
    currentQueue().store(m_queue);
    m_before = qInstallMessageHandler(takeMessage);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(m_before);
    currentQueue().store(nullptr);
    QLoggingCategory::setFilterRules({});
    m_queue->setWriter(nullptr);
    m_writer->forgetViewer();
    m_writer->drain();
    // A thread that is just logging must not be the last to hold the writer: it cannot know whether the storage thread,
    // in which the writer lives, is about to end.
    while (m_writer.use_count() > 1)
        std::this_thread::yield();
}

void LogFile::setSettings(const config::LogSettings& settings)
{
    m_queue->settings.store(std::make_shared<const config::LogSettings>(settings));
    QLoggingCategory::setFilterRules(rulesFor(settings));
}

void LogFile::setRedactor(Redactor redactor)
{
    m_queue->redactor.store(std::make_shared<const Redactor>(std::move(redactor)));
}

void LogFile::logExchanges(const usage::RecordBatch& records)
{
    const bool failures = logExchange().isWarningEnabled();
    const bool others = logExchange().isInfoEnabled();
    if (!failures && !others)
        return;
    log(*m_queue, records,
        [failures, others](const usage::ExchangeRecord& record) { return record.isFailure() ? failures : others; });
}

void LogFile::take(std::vector<LogLine> lines)
{
    m_recent.insert(m_recent.end(), lines.begin(), lines.end());
    if (m_recent.size() > kRecent)
        m_recent.erase(m_recent.begin(), m_recent.end() - kRecent);
    Q_EMIT logged(lines);
}

} // namespace gateway::host
