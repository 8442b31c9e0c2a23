#include "sse.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace gateway {

namespace {

/// Capacity that the empty buffer may keep.
constexpr std::size_t kKeepCapacity = 256 * 1024;

bool isEnd(char c) { return c == '\r' || c == '\n'; }

// Removes the first line from `rest`, without its terminator.
std::string_view takeLine(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    if (rest.size() > 1 && rest[0] == '\r' && rest[1] == '\n')
        rest.remove_prefix(2);
    else if (!rest.empty())
        rest.remove_prefix(1);
    return line;
}

} // namespace

void SseReader::feed(std::string_view piece)
{
    if (m_begin > 0) {
        m_buffer.erase(0, m_begin);
        m_scanned -= m_begin;
        m_line -= m_begin;
        m_lineFeed -= std::min(m_lineFeed, m_begin);
        m_begin = 0;
    }
    if (m_buffer.empty() && m_buffer.capacity() > kKeepCapacity)
        m_buffer.shrink_to_fit();
    m_buffer.append(piece);
}

std::size_t SseReader::lineEnd()
{
    const char* const data = m_buffer.data();
    const std::size_t size = m_buffer.size();
    // Each search continues where the last one ended, so that no byte is examined more than twice, whichever terminator
    // the stream uses.
    m_lineFeed = std::max(m_lineFeed, m_scanned);
    if (m_lineFeed < size && data[m_lineFeed] != '\n') {
        const void* const found = std::memchr(data + m_lineFeed, '\n', size - m_lineFeed);
        m_lineFeed = found ? static_cast<std::size_t>(static_cast<const char*>(found) - data) : size;
    }
    const void* const found = std::memchr(data + m_scanned, '\r', m_lineFeed - m_scanned);
    if (found) {
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - data) + 1;
        // A line feed that has not arrived yet is skipped when it does: waiting for it would delay a complete event.
        m_afterReturn = end == size;
        return end < size && data[end] == '\n' ? end + 1 : end;
    }
    m_scanned = m_lineFeed;
    return m_lineFeed < size ? m_lineFeed + 1 : 0;
}

bool SseReader::next(Event& event)
{
    for (;;) {
        if (m_afterReturn && m_scanned < m_buffer.size()) {
            m_afterReturn = false;
            if (m_buffer[m_scanned] == '\n')
                m_line = ++m_scanned;
        }
        const std::size_t end = m_scanned < m_buffer.size() ? lineEnd() : 0;
        if (end == 0) {
            if (m_buffer.size() - m_begin > kMaxEvent)
                dropIncomplete();
            return false;
        }
        const bool isBlank = isEnd(m_buffer[m_line]);
        m_scanned = m_line = end;
        if (!isBlank)
            continue;
        const std::string_view raw(m_buffer.data() + m_begin, end - m_begin);
        m_begin = end;
        if (std::exchange(m_skipping, false))
            continue;
        if (raw.size() > kMaxEvent) {
            m_overflowed = true;
            continue;
        }
        interpret(raw, event);
        return true;
    }
}

// Keeps only as much as is needed to detect the end of the event.
void SseReader::dropIncomplete()
{
    m_overflowed = m_skipping = true;
    const bool inLine = m_line < m_buffer.size();
    m_buffer.assign(inLine ? "x" : "");
    m_begin = m_line = 0;
    m_scanned = m_lineFeed = m_buffer.size();
}

void SseReader::interpret(std::string_view raw, Event& event)
{
    event.raw = raw;
    event.data = event.name = {};
    std::string_view rest = raw;
    if (std::exchange(m_atStart, false))
        rest.remove_prefix(byteOrderMark(rest));
    int dataLines = 0;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view field = line.substr(0, colon);
        std::string_view value = line.substr(std::min(colon + 1, line.size()));
        if (value.starts_with(' '))
            value.remove_prefix(1);
        if (field == "event") {
            event.name = value;
        } else if (field == "data") {
            if (++dataLines == 1) {
                event.data = value; // the usual case: a view, no copy
                continue;
            }
            if (dataLines == 2)
                m_joined.assign(event.data);
            m_joined.append("\n").append(value);
            event.data = m_joined;
        }
    }
}

std::string_view SseReader::rest() const { return std::string_view(m_buffer).substr(m_begin); }

} // namespace gateway
