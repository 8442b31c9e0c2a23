#include "log_writer.h"

#include "exchange_line.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

constexpr int kInterval_ms = 100;
constexpr int kMostFiles = 100; // that the configuration ever allowed
constexpr QFileDevice::Permissions kPrivateFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFileDevice::Permissions kPrivateFolder = kPrivateFile | QFile::ExeOwner;
constexpr std::array<const char*, 4> kLevels{"debug", "info ", "warn ", "error"};

/// "2026-11-20T08:35:10.123Z"
std::array<char, 40> timeText(WallTime at)
{
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<milliseconds>(at - day));
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
        unsigned(date.month()), unsigned(date.day()), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    return text;
}

bool isControl(unsigned char byte) { return byte < 0x20 || byte == 0x7f; }

/// The C1 controls are C2 80 to C2 9F; terminals obey them. U+2028 and U+2029 (E2 80 A8,
/// E2 80 A9) end lines in viewers.
bool isWideControl(std::string_view text, std::size_t i, std::size_t& length)
{
    const auto at = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
    if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F) {
        length = 2;
        return true;
    }
    length = 3;
    return at(0) == 0xE2 && at(1) == 0x80 && (at(2) == 0xA8 || at(2) == 0xA9);
}

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

/// One line of it, whatever it was: control characters are written as escapes, and
/// what is too long is cut between two characters.
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
        std::size_t length = 0;
        if (isControl(byte)) {
            appendEscaped(out, byte);
        } else if (byte >= 0xC2 && isWideControl(text, i, length)) {
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
            arm(); // the viewer gets its lines at its own pace
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
        return; // a message from in here: it is taken next time
    openFile();
    const std::int64_t dropped = m_queue->takeAll(m_entries);
    for (LogEntry& entry : m_entries)
        write(entry);
    if (dropped > 0) {
        LogEntry note{{std::chrono::system_clock::now(), 2, "gateway.host",
                          std::to_string(dropped) + " lines were dropped: the disk is too slow for the log"},
            nullptr};
        write(note);
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
}

/// Hands the newest lines to the viewer.
void LogWriter::show()
{
    if (m_shown.size() > LogFile::kRecent)
        m_shown.erase(m_shown.begin(), m_shown.end() - LogFile::kRecent);
    std::vector<LogLine> lines = std::exchange(m_shown, {});
    if (m_viewer && !lines.empty())
        QMetaObject::invokeMethod(
            m_viewer, [viewer = m_viewer, lines = std::move(lines)] { viewer->take(lines); }, Qt::QueuedConnection);
}

void LogWriter::write(LogEntry& entry)
{
    LogLine& line = entry.line;
    if (entry.exchange)
        line.text = exchangeLine(*entry.exchange);
    if (const auto redactor = m_queue->redactor.load(); redactor && *redactor)
        line.text = (*redactor)(line.text);
    line.text = oneLine(line.text);
    m_line.assign(timeText(line.at).data());
    m_line.append(1, ' ').append(kLevels[static_cast<std::size_t>(line.level)]);
    m_line.append(1, ' ').append(line.room).append(": ").append(line.text).append(1, '\n');
    append(m_line);
    if (m_shown.size() > 2 * LogFile::kRecent)
        m_shown.erase(m_shown.begin(), m_shown.end() - LogFile::kRecent);
    m_shown.push_back(std::move(line));
}

void LogWriter::append(const std::string& line)
{
    const auto room = m_queue->settings.load()->maxFileBytes - static_cast<qint64>(line.size());
    const auto size = m_size + static_cast<qint64>(m_buffer.size());
    if (size > 0 && size > room) {
        flush();
        rotate();
    }
    m_buffer += line;
}

void LogWriter::flush()
{
    if (m_alsoStderr && !m_buffer.empty()) { // in one piece: stderr has no buffer of its own
        std::fwrite(m_buffer.data(), 1, m_buffer.size(), stderr);
        std::fflush(stderr);
    }
    if (!m_buffer.empty() && m_file.isOpen()) {
        const auto size = static_cast<qint64>(m_buffer.size());
        if (m_file.write(m_buffer.data(), size) == size) {
            m_size += size;
            m_failed = false;
        } else {
            say("written");
            m_file.close(); // and tried again with the next lines
        }
    }
    m_buffer.clear();
}

void LogWriter::openFile()
{
    if (m_file.isOpen() && QFile::exists(m_path))
        return; // else somebody moved it away
    m_file.close();
    const QDir folder = QFileInfo(m_path).dir();
    if (!folder.exists() && folder.mkpath(u"."_s))
        QFile::setPermissions(folder.path(), kPrivateFolder);
    m_file.setFileName(m_path);
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, kPrivateFile))
        m_file.setPermissions(kPrivateFile); // of a file that was there
    else
        say("opened");
    m_size = m_file.isOpen() ? m_file.size() : 0;
}

/// Says it once, until it works again.
void LogWriter::say(const char* what)
{
    if (!std::exchange(m_failed, true))
        std::fprintf(stderr, "The log %s cannot be %s: %s\n", qUtf8Printable(m_path), what,
            qUtf8Printable(m_file.errorString()));
}

/// signalbox.log becomes signalbox.log.1 and so on; the oldest, and what is left of a
/// time when more were kept, goes.
void LogWriter::rotate()
{
    m_file.close();
    const int files = std::max(1, m_queue->settings.load()->files);
    for (int number = files - 1; number < std::max(files, kMostFiles); ++number)
        QFile::remove(numbered(m_path, number)); // the file itself, where just one is kept
    for (int number = files - 2; number >= 0; --number)
        QFile::rename(numbered(m_path, number), numbered(m_path, number + 1));
    openFile();
}

} // namespace gateway::host
