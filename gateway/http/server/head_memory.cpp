#include "head_memory.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <charconv>

namespace gateway::http {

namespace {

/// Longer ones are rare, and an idle connection shall keep little.
constexpr std::size_t kLongest = 4096;
/// No length of so few digits is too large for its type.
constexpr std::size_t kMostDigits = 18;

/// The value of the Content-Length of a head, all of whose lines end in CR LF; empty if it has none.
std::string_view lengthIn(std::string_view head)
{
    constexpr std::string_view kEnd = "\r\n";
    constexpr std::string_view kName = "content-length:";
    for (std::size_t end = head.find(kEnd); end != std::string_view::npos; end = head.find(kEnd)) {
        head.remove_prefix(end + kEnd.size());
        if (startsIgnoringCase(head, kName)) {
            head.remove_prefix(kName.size());
            return trimmed(head.substr(0, head.find(kEnd)));
        }
    }
    return {};
}

} // namespace

bool HeadMemory::keep(std::string_view head)
{
    const std::string_view length = lengthIn(head);
    const bool isKept = head.size() <= kLongest && length.size() <= kMostDigits && std::ranges::all_of(length, isDigit);
    m_head = isKept ? head : std::string_view();
    m_lengthBegin = isKept && !length.empty() ? static_cast<std::size_t>(length.data() - head.data()) : m_head.size();
    m_lengthEnd = m_lengthBegin + (isKept ? length.size() : 0);
    return isKept;
}

std::optional<HeadMemory::Again> HeadMemory::find(std::string_view bytes) const
{
    const std::string_view head = m_head;
    if (head.empty() || bytes.size() < head.size() || !bytes.starts_with(head.substr(0, m_lengthBegin))
        || bytes.substr(m_lengthEnd, head.size() - m_lengthEnd) != head.substr(m_lengthEnd))
        return std::nullopt;
    Again again{head.size(), bytes.substr(m_lengthBegin, m_lengthEnd - m_lengthBegin), 0};
    const char* const end = again.lengthText.data() + again.lengthText.size();
    const auto read = std::from_chars(again.lengthText.data(), end, again.length);
    if (!again.lengthText.empty() && (read.ec != std::errc() || read.ptr != end))
        return std::nullopt;
    return again;
}

} // namespace gateway::http
