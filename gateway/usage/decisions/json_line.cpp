#include "json_line.h"

#include "gateway/core/json/sentence_json.h"

#include <algorithm>
#include <cmath>

namespace gateway::usage {

namespace {

constexpr std::int64_t kMillion = 1'000'000;

} // namespace

/// A comma, unless it is the first one.
void JsonLine::addComma()
{
    if (!m_text.empty() && m_text.back() != '{' && m_text.back() != '[')
        m_text += ',';
}

void JsonLine::addQuoted(std::string_view text)
{
    const auto isPlain = [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; };
    if (std::ranges::all_of(text, isPlain))
        m_text.append(1, '"').append(text).append(1, '"');
    else
        m_text += toText(Json(text));
}

void JsonLine::addKey(std::string_view key)
{
    addComma();
    m_text.append(1, '"').append(key).append("\":"); // our own key: nothing to escape
}

void JsonLine::addPlain(std::string_view key, std::string_view value)
{
    addKey(key);
    m_text += value;
}

void JsonLine::open(char bracket)
{
    addComma();
    m_text += bracket;
}

void JsonLine::open(std::string_view key, char bracket)
{
    addKey(key);
    m_text += bracket;
}

void JsonLine::add(std::string_view text)
{
    addComma();
    addQuoted(text);
}

void JsonLine::add(std::string_view key, std::string_view text)
{
    addKey(key);
    addQuoted(text);
}

void JsonLine::addSentence(const Sentence& sentence)
{
    if (sentence.pattern.empty())
        return add(sentence.text);
    addComma();
    m_text += toText(json::fromSentence(sentence));
}

void JsonLine::addSentence(std::string_view key, const Sentence& sentence)
{
    if (sentence.pattern.empty())
        add(key, sentence.text);
    else
        addPlain(key, toText(json::fromSentence(sentence)));
}

void JsonLine::addDecimal(std::string_view key, double number)
{
    const std::int64_t millionths = std::llround(number * static_cast<double>(kMillion));
    std::string text = std::to_string(kMillion + millionths % kMillion); // a leading "1" before the six decimals
    text.erase(text.find_last_not_of('0') + 1);
    text.replace(0, 1, std::to_string(millionths / kMillion) + '.');
    addPlain(key, text.back() == '.' ? text + '0' : text);
}

} // namespace gateway::usage
