#include "log_writer.h"

#include "exchange_line.h"
#include "log_json.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/log.h"
#include "gateway/core/text/utf8.h"

#include <QFile>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

constexpr int kInterval_ms = 100;
constexpr int kMostFiles = 100; // maximum that any version allowed in the configuration
constexpr std::array<std::string_view, 4> kLevels{"debug", "info ", "warn ", "error"};

using TimeText = std::array<char, std::string_view("2026-11-20T08:35:10.123Z").size()>;

/// Hand-written: `snprintf()` would take longer than masking the line.
TimeText timeText(WallTime at)
{
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<milliseconds>(at - day));
    TimeText text{};
    std::size_t next = 0;
    const auto put = [&](std::int64_t value, std::size_t digits, char behind) {
        for (std::size_t i = digits; i-- > 0; value /= 10)
            text[next + i] = static_cast<char>('0' + value % 10);
        text[next + digits] = behind;
        next += digits + 1;
    };
    put(int(date.year()), 4, '-');
    put(unsigned(date.month()), 2, '-');
    put(unsigned(date.day()), 2, 'T');
    put(time.hours().count(), 2, ':');
    put(time.minutes().count(), 2, ':');
    put(time.seconds().count(), 2, '.');
    put(time.subseconds().count(), 3, 'Z');
    return text;
}

/// Reuses the memory of `line`.
void makeLine(const usage::ExchangeRecord& exchange, LogLine& line)
{
    line.at = exchange.startedAt + exchange.duration; // records come in batches
    line.level = exchange.isFailure() ? 2 : 1;
    line.room = logExchange().categoryName();
    makeExchangeLine(exchange, line.text);
}

constexpr bool isControl(unsigned char byte) { return byte < 0x20 || byte == 0x7f; }

void appendEscaped(std::string& out, unsigned char byte)
{
    switch (byte) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    out += "\\x";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xF];
}

/// Control characters, and the first byte of multi-byte ones.
constexpr std::array<bool, 256> controls()
{
    std::array<bool, 256> all{};
    for (std::size_t byte = 0; byte < all.size(); ++byte)
        all[byte] = isControl(static_cast<unsigned char>(byte)) || byte == 0xC2 || byte == 0xD8 || byte == 0xE2;
    return all;
}
constexpr std::array<bool, 256> kMayBeControl = controls();

/// Whether `oneLine()` would leave the text unchanged, as nearly all texts.
bool isOneLine(std::string_view text)
{
    if (text.size() > LogFile::kMaxText)
        return false;
    return std::ranges::none_of(text, [](char c) { return kMayBeControl[static_cast<unsigned char>(c)]; });
}

/// Converts any text to one line: control characters and the like are escaped, and long texts are truncated between two
/// characters.
std::string oneLine(std::string_view text)
{
    std::string out;
    out.reserve(std::min(text.size(), LogFile::kMaxText) + 16);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool isStart = (byte & 0xC0) != 0x80;
        if (isStart && out.size() >= LogFile::kMaxText) {
            out += " [...]";
            break;
        }
        const std::size_t length = unseenAt(text.substr(i));
        if (isControl(byte)) {
            appendEscaped(out, byte);
        } else if (length > 0) {
            for (std::size_t k = 0; k < length; ++k)
                appendEscaped(out, static_cast<unsigned char>(text[i + k]));
            i += length - 1;
        } else {
            out += text[i];
        }
    }
    return out;
}

QString numbered(const QString& path, int number) { return number == 0 ? path : path + u'.' + QString::number(number); }

} // namespace

LogWriter::LogWriter(std::shared_ptr<LogQueue> queue, const QString& file, bool alsoStderr, LogFile* viewer)
    : m_queue(std::move(queue))
    , m_path(file)
    , m_alsoStderr(alsoStderr)
    , m_viewer(viewer)
{
}

void LogWriter::wake(LogQueue::Wake when)
{
    if (when == LogQueue::Wake::Nothing)
        return;
    const bool now = when == LogQueue::Wake::Now;
    QMetaObject::invokeMethod(
        this,
        [this, now] {
            if (now)
                drain();
            arm(); // the viewer receives its lines at its own pace
        },
        Qt::QueuedConnection);
}

void LogWriter::arm()
{
    if (!m_timer.isActive())
        m_timer.start(kInterval_ms, Qt::CoarseTimer, this);
}

void LogWriter::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    drain();
    const std::lock_guard lock(m_mutex);
    show();
}

void LogWriter::drain()
{
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_draining, true))
        return; // a message logged from here: taken next time
    openFile();
    const std::int64_t dropped = m_queue->takeAll(m_entries);
    m_settings = m_queue->settings.load();
    const auto redactor = m_queue->redactor.load(); // loaded after the lines, which may be newer than it otherwise
    const auto* mask = redactor && *redactor ? redactor.get() : nullptr;
    for (LogEntry& entry : m_entries) {
        if (entry.exchange)
            makeLine(*entry.exchange, m_line);
        write(entry.exchange ? m_line : entry.line, entry.exchange.get(), mask);
    }
    if (dropped > 0) {
        LogLine note{std::chrono::system_clock::now(), 2, "gateway.host",
            std::to_string(dropped) + (dropped == 1 ? " line was dropped" : " lines were dropped") + ": the disk is too slow for the log"};
        write(note, nullptr, mask);
    }
    flush();
    m_entries.clear();
    m_draining = false;
}

void LogWriter::threadEnds()
{
    m_timer.stop();
    drain();
    const std::lock_guard lock(m_mutex);
    show();
}

void LogWriter::forgetViewer()
{
    const std::lock_guard lock(m_mutex);
    m_viewer = nullptr;
    m_shown.clear();
}

/// Passes the newest lines to the viewer.
void LogWriter::show()
{
    if (m_shown.size() > LogFile::kRecent)
        m_shown.erase(m_shown.begin(), m_shown.end() - LogFile::kRecent);
    std::vector<LogLine> lines = std::exchange(m_shown, {});
    if (!lines.empty())
        QMetaObject::invokeMethod(
            m_viewer, [viewer = m_viewer, lines = std::move(lines)]() mutable { viewer->take(std::move(lines)); },
            Qt::QueuedConnection);
}

void LogWriter::write(LogLine& line, const usage::ExchangeRecord* exchange, const LogFile::Redactor* redactor)
{
    const bool isJson = m_settings->format == "json";
    const std::string json = isJson ? jsonLine(line, exchange, redactor) : std::string();
    if (redactor)
        (*redactor)(line.text);
    if (!isOneLine(line.text))
        line.text = oneLine(line.text);
    if (isJson)
        appendJson(json);
    else
        append(line);
    if (!m_viewer)
        return;
    if (m_shown.size() > 2 * LogFile::kRecent)
        m_shown.erase(m_shown.begin(), m_shown.end() - LogFile::kRecent);
    m_shown.push_back(line);
}

void LogWriter::append(const LogLine& line)
{
    const TimeText time = timeText(line.at);
    const std::string_view level = kLevels[static_cast<std::size_t>(line.level)];
    makeRoom(time.size() + level.size() + line.room.size() + line.text.size() + std::string_view("  : \n").size());
    m_buffer.append(time.data(), time.size()).append(1, ' ').append(level).append(1, ' ');
    m_buffer.append(line.room).append(": ").append(line.text).append(1, '\n');
}

void LogWriter::appendJson(const std::string& line)
{
    makeRoom(line.size() + 1);
    m_buffer.append(line).append(1, '\n');
}

/// Continues in a new file if this one would become too long.
void LogWriter::makeRoom(std::size_t bytes)
{
    const auto room = m_settings->maxFileBytes - static_cast<qint64>(bytes);
    const auto size = m_file.size() + static_cast<qint64>(m_buffer.size());
    if (size > 0 && size > room) {
        flush();
        rotate();
    }
}

void LogWriter::flush()
{
    if (m_alsoStderr && !m_buffer.empty()) { // in one write: stderr is unbuffered
        std::fwrite(m_buffer.data(), 1, m_buffer.size(), stderr);
        std::fflush(stderr);
    }
    if (!m_buffer.empty() && m_file.isOpen()) {
        if (m_file.append(m_buffer)) {
            m_failed = false;
        } else {
            say("written");
            m_file.close(); // reopened with the next lines
        }
    }
    m_buffer.clear();
}

void LogWriter::openFile()
{
    if (m_file.isOpen() && QFile::exists(m_path))
        return; // otherwise somebody moved it away
    m_file.close();
    if (!m_file.open(m_path))
        say("opened");
}

/// Reported once, until it works again.
void LogWriter::say(const char* what)
{
    if (!std::exchange(m_failed, true))
        std::fprintf(stderr, "The log %s cannot be %s: %s\n", qUtf8Printable(m_path), what,
            m_file.reason().c_str());
}

/// Renames signalbox.log to signalbox.log.1 and so on; deletes the oldest, and files from a time when more were kept.
void LogWriter::rotate()
{
    m_file.close();
    const int files = std::max(1, m_settings->files);
    for (int number = files - 1; number < std::max(files, kMostFiles); ++number)
        QFile::remove(numbered(m_path, number)); // the file itself, if only one is kept
    for (int number = files - 2; number >= 0; --number)
        static_cast<void>(files::moveFile(numbered(m_path, number), numbered(m_path, number + 1)));
    openFile();
}

} // namespace gateway::host
