#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway {

/// Splits a byte stream, in pieces of any size, into server-sent events. Bounded: an event of more than `kMaxEvent`
/// bytes is reported and skipped.
/// Source: WHATWG HTML, "Server-sent events", event stream interpretation.
class SseReader {
public:
    static constexpr std::size_t kMaxEvent = 16 * 1024 * 1024;

    struct Event {
        std::string_view raw; ///< all bytes of the event, including its blank line
        std::string_view data; ///< the data lines, joined by line feeds; empty for a comment
        std::string_view name; ///< value of the event field; empty: "message"
    };

    /// Adds a piece. Invalidates earlier results of `next()`.
    void feed(std::string_view piece);
    /// The next complete event, valid until the next `feed()` or `next()`; false: none yet.
    bool next(Event& event);
    /// The bytes of an incomplete event.
    std::string_view rest() const;
    bool overflowed() const { return m_overflowed; }

private:
    /// The end of the line at `m_scanned`, including its terminator; 0: not received yet.
    std::size_t lineEnd();
    void interpret(std::string_view raw, Event& event);
    void dropIncomplete();

    std::string m_buffer;
    std::size_t m_begin = 0; // of the event
    std::size_t m_scanned = 0; // of the line, or how far it was scanned
    std::size_t m_line = 0; // begin of the line
    std::size_t m_lineFeed = 0; // there is no line feed between m_scanned and this position
    std::string m_joined; // data of several lines
    bool m_atStart = true; // a byte order mark may follow
    bool m_afterReturn = false; // a line feed here belongs to the preceding carriage return
    bool m_skipping = false; // the current event is too large
    bool m_overflowed = false;
};

} // namespace gateway
