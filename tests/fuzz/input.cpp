#include "input.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace fuzz {

namespace {

constexpr char kMark = '~';
constexpr std::size_t kLongestLine = 40;
constexpr char kDeep = 'D';
constexpr std::string_view kFold = "%%";
constexpr int kLevels = 5000; // enough for any recursion to run out of its stack here
constexpr std::string_view kUsualPieces = "abcehmu";

std::size_t lengthOf(char letter)
{
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 'a' && byte <= 'z' ? std::size_t{byte} - 'a' + 1 : std::size_t{27} + byte;
}

} // namespace

Input::Input(const std::uint8_t* data, std::size_t size)
    : m_text(reinterpret_cast<const char*>(data), size)
{
    const std::size_t end = m_text.substr(0, kLongestLine).find('\n');
    if (!m_text.starts_with(kMark) || end == std::string_view::npos)
        return;
    m_line = m_text.substr(1, end - 1);
    m_text.remove_prefix(end + 1);
}

unsigned Input::number(std::size_t index) const
{
    return index + 1 < m_line.size() ? static_cast<unsigned char>(m_line[index + 1]) : 0;
}

std::string Input::unfolded() const
{
    if (choice() != kDeep)
        return std::string(m_text);
    std::string_view rest = m_text;
    std::string text(takeUntil(rest, kFold));
    const std::string_view before = takeUntil(rest, kFold);
    const std::string_view middle = takeUntil(rest, kFold);
    const std::string_view after = takeUntil(rest, kFold);
    for (int i = 0; i < kLevels; ++i)
        text += before;
    text += middle;
    for (int i = 0; i < kLevels; ++i)
        text += after;
    return text.append(rest);
}

std::vector<std::string_view> Input::pieces(std::string_view text) const
{
    const std::string_view letters = m_line.empty() ? kUsualPieces : m_line;
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; !text.empty(); ++i) {
        const std::size_t length = std::min(lengthOf(letters[i % letters.size()]), text.size());
        pieces.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return pieces;
}

void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

std::vector<char> exactly(std::string_view text) { return {text.begin(), text.end()}; }

std::string_view viewOf(const std::vector<char>& bytes) { return {bytes.data(), bytes.size()}; }

std::string_view takeUntil(std::string_view& text, std::string_view mark)
{
    const std::size_t at = text.find(mark);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + mark.size());
    return taken;
}

} // namespace fuzz
