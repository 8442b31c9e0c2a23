#include "http_text.h"

#include <algorithm>
#include <charconv>

namespace tests {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::pair<std::string, std::string>> parseField(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    return std::pair{std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))};
}

} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> field(const Fields& fields, std::string_view name)
{
    for (const auto& [key, value] : fields)
        if (equalsIgnoringCase(key, name))
            return value;
    return std::nullopt;
}

std::size_t fieldCount(const Fields& fields, std::string_view name)
{
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [&](const auto& f) { return equalsIgnoringCase(f.first, name); }));
}

std::string withLowerCaseNames(std::string request)
{
    const auto end = request.find("\r\n\r\n");
    for (auto at = request.find("\r\n"); at < end; at = request.find("\r\n", at))
        for (at += 2; at < end && request[at] != ':'; ++at)
            request[at] = lower(request[at]);
    return request;
}

std::optional<Head> parseHead(std::string_view text)
{
    Head head;
    bool isFirst = true;
    while (true) {
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos)
            return std::nullopt;
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 2);
        if (isFirst) {
            head.startLine = line;
            isFirst = false;
        } else if (line.empty()) {
            return head;
        } else if (auto parsed = parseField(line)) {
            head.fields.push_back(std::move(*parsed));
        } else {
            return std::nullopt;
        }
    }
}

BodyReader::BodyReader(Framing framing, std::uint64_t length)
    : m_framing(framing)
    , m_state(framing == Framing::Chunked ? State::SizeLine : State::Rest)
    , m_left(length)
{
    if (framing == Framing::Length && length == 0)
        m_state = State::Done;
}

std::size_t BodyReader::take(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() && m_state != State::Done && m_state != State::Broken) {
        const auto rest = bytes.substr(used);
        if (m_state == State::Rest || m_state == State::Data) {
            const bool isBounded = m_framing != Framing::UntilClose;
            const auto count =
                isBounded ? static_cast<std::size_t>(std::min<std::uint64_t>(m_left, rest.size())) : rest.size();
            m_body.append(rest.substr(0, count));
            used += count;
            if (isBounded && (m_left -= count) == 0)
                m_state = m_state == State::Data ? State::DataEnd : State::Done;
            continue;
        }
        m_line.push_back(rest.front());
        ++used;
        if (m_line.size() >= 2 && m_line.ends_with("\r\n"))
            takeLine();
        else if (m_line.size() > 8192)
            m_state = State::Broken;
    }
    return used;
}

void BodyReader::takeLine()
{
    const std::string line = m_line.substr(0, m_line.size() - 2);
    m_line.clear();
    if (m_state == State::DataEnd) {
        m_state = line.empty() ? State::SizeLine : State::Broken;
        return;
    }
    if (m_state == State::Trailer) {
        if (line.empty())
            m_state = State::Done;
        else if (auto parsed = parseField(line))
            m_trailers.push_back(std::move(*parsed));
        else
            m_state = State::Broken;
        return;
    }
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), m_left, 16);
    if (error != std::errc{} || (end != line.data() + line.size() && *end != ';' && *end != ' ')) {
        m_state = State::Broken;
        return;
    }
    if (m_left > 0)
        ++m_chunks;
    m_state = m_left > 0 ? State::Data : State::Trailer;
}

void BodyReader::closed()
{
    if (m_framing == Framing::UntilClose && m_state == State::Rest)
        m_state = State::Done;
}

} // namespace tests
