#include "free_form_input.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/utf8.h"

#include <array>
#include <utility>

namespace gateway::protocol::responses {

namespace {

constexpr std::string_view kOpening = R"({"input":")";
constexpr unsigned kReplacement = 0xFFFD;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The character after a backslash and its meaning. Source: RFC 8259 §7.
constexpr std::array<std::pair<char, char>, 8> kEscapes{
    {{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}}};

int hexOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

std::string FreeFormInput::feed(std::string_view piece)
{
    std::string out;
    if (m_state == State::Opening || m_state == State::Other)
        m_raw += piece;
    for (const char c : piece) {
        switch (m_state) {
        case State::Opening:
            readOpening(c);
            break;
        case State::Text:
            readText(c, out);
            break;
        case State::Escape:
            readEscape(c, out);
            break;
        case State::Unicode:
            readUnicode(c, out);
            break;
        case State::Over:
        case State::Other:
            return out;
        }
    }
    return out;
}

void FreeFormInput::readOpening(char c)
{
    const bool isInKey = m_matched > 1 && m_matched < kOpening.find(':');
    if (!isInKey && isBlank(c))
        return;
    if (c != kOpening[m_matched])
        m_state = State::Other;
    else if (++m_matched == kOpening.size())
        m_state = State::Text;
}

/// Writes half a surrogate pair without its second half.
void FreeFormInput::giveUpHalf(std::string& out)
{
    if (std::exchange(m_high, 0) != 0)
        addUtf8(out, kReplacement);
}

void FreeFormInput::readText(char c, std::string& out)
{
    if (c == '\\') {
        m_state = State::Escape;
        return;
    }
    giveUpHalf(out);
    if (c == '"')
        m_state = State::Over;
    else
        out += c;
}

void FreeFormInput::readEscape(char c, std::string& out)
{
    if (c == 'u') {
        m_state = State::Unicode;
        m_unit = 0;
        m_digits = 0;
        return;
    }
    giveUpHalf(out);
    m_state = State::Text;
    for (const auto& [letter, meaning] : kEscapes)
        if (letter == c) {
            out += meaning;
            return;
        }
    out += c; // not a JSON escape: some models forget to double a backslash
}

void FreeFormInput::readUnicode(char c, std::string& out)
{
    const int digit = hexOf(c);
    m_unit = m_unit << 4 | static_cast<unsigned>(std::max(digit, 0));
    if (++m_digits < 4)
        return;
    m_state = State::Text;
    endUnit(out);
}

void FreeFormInput::endUnit(std::string& out)
{
    const bool isHigh = m_unit >= 0xD800 && m_unit < 0xDC00;
    const bool isLow = m_unit >= 0xDC00 && m_unit < 0xE000;
    if (isLow && m_high != 0) {
        addUtf8(out, 0x10000 + ((std::exchange(m_high, 0) - 0xD800) << 10) + (m_unit - 0xDC00));
        return;
    }
    giveUpHalf(out);
    if (isHigh)
        m_high = m_unit;
    else
        addUtf8(out, isLow ? kReplacement : m_unit);
}

std::string FreeFormInput::finish()
{
    std::string out;
    if (m_state != State::Opening && m_state != State::Other) {
        giveUpHalf(out);
        return out;
    }
    if (holdsMoreValues(m_raw, kMostAnswerValues))
        return m_raw;
    const auto json = parseJson(m_raw);
    if (json && json->is_object()) {
        if (const Json* const input = json::findField(*json, "input"); input && input->is_string())
            return input->get<std::string>();
        if (json->empty())
            return {};
    }
    return json && json->is_string() ? json->get<std::string>() : m_raw;
}

} // namespace gateway::protocol::responses
