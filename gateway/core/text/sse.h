#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway {

/// Splits a byte stream into server-sent events, however it is cut. Bounded:
/// an event of more than `kMaxEvent` bytes is reported and skipped.
/// Source: WHATWG HTML, "Server-sent events", event stream interpretation.
class SseReader {
public:
    static constexpr std::size_t kMaxEvent = 16 * 1024 * 1024;

    struct Event {
        std::string_view raw; ///< all bytes of the event, its blank line included
        std::string_view data; ///< the data lines, joined by line feeds; empty for a comment
        std::string_view name; ///< of the event field; empty: "message"
    };

    /// Adds a piece. What `next()` returned before becomes invalid.
    void feed(std::string_view piece);
    /// The next whole event, valid until the next `feed()` or `next()`; false: none yet.
    bool next(Event& event);
    /// Bytes of an event that is not whole yet.
    std::string_view rest() const;
    bool overflowed() const { return m_overflowed; }

private:
    /// The end of the line at `m_scanned`, its terminator included; 0: not there yet.
    std::size_t lineEnd();
    void interpret(std::string_view raw, Event& event);
    void dropIncomplete();

    std::string m_buffer;
    std::size_t m_begin = 0; // of the event
    std::size_t m_scanned = 0; // of the line, or how far it was looked at
    std::size_t m_line = 0; // where the line begins
    std::size_t m_lineFeed = 0; // no line feed between m_scanned and this
    std::string m_joined; // data of several lines
    bool m_atStart = true; // a byte order mark may come
    bool m_afterReturn = false; // a line feed here belongs to the carriage return before
    bool m_skipping = false; // an event that is too large
    bool m_overflowed = false;
};

} // namespace gateway
