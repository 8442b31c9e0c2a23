#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway::protocol {

/// Finds the line ends in a stream of events: a line feed, a carriage return, or both in that order. Looks at each byte
/// once, however many line ends there are. Source: WHATWG HTML §9.2.5, "Parsing an event stream".
class LineEnds {
public:
    /// `mayReturn`: false if it is known that there is no carriage return.
    explicit LineEnds(std::string_view text, bool mayReturn = true)
        : m_text(text), m_feed(text.find('\n')), m_return(mayReturn ? text.find('\r') : std::string_view::npos)
    {
    }

    /// The position of the next line end from `position` on, which must never decrease; the size of the text if there
    /// is none.
    std::size_t next(std::size_t position)
    {
        if (m_feed < position)
            m_feed = m_text.find('\n', position);
        if (m_return < position)
            m_return = m_text.find('\r', position);
        return std::min({m_feed, m_return, m_text.size()});
    }

private:
    std::string_view m_text;
    std::size_t m_feed;
    std::size_t m_return;
};

/// A byte order mark, which may come first and is ignored. Source: as above.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

} // namespace gateway::protocol
