#include "passing_chat.h"

#include "gateway/core/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gateway::protocol {

namespace {

/// Where an answer has its content, in OpenAI's chat, Anthropic's messages, OpenAI's responses and Bedrock's, Gemini's,
/// Ollama's and Cohere's.
constexpr std::array<std::string_view, 5> kAnswers{"choices", "content", "output", "candidates", "message"};
constexpr std::array<std::string_view, 4> kTexts{"content", "text", "refusal", "arguments"};
constexpr std::array<std::string_view, 3> kThoughts{"reasoning_content", "reasoning", "thinking"};
/// The details only repeat what is next to them.
constexpr std::array<std::string_view, 3> kOthers{"logprobs", "annotations", "reasoning_details"};
constexpr std::array<std::string_view, 2> kMedia{"images", "audio"};

template <class Names> bool isOneOf(std::string_view name, const Names& names)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

void PassingChat::feed(std::string_view piece)
{
    while (!piece.empty() && !m_isLost) {
        const std::size_t depth = m_places.size();
        const bool wasInText = m_isInText;
        const std::size_t taken = takeNext(piece);
        const bool isMembersEnd = !wasInText && depth == 1 && (m_places.empty() || piece.front() == ',');
        if (isMembersEnd)
            endMember();
        else if (depth > 0 && !m_isMemberLong)
            keepMember(piece.substr(0, taken));
        piece.remove_prefix(taken);
    }
}

/// Returns the number of bytes taken.
std::size_t PassingChat::takeNext(std::string_view rest)
{
    if (m_isInText && !m_isEscaped)
        return takeText(rest);
    if (m_isEscaped)
        takeEscape(rest.front());
    else
        take(rest.front());
    return 1;
}

void PassingChat::keepMember(std::string_view part)
{
    m_isMemberLong = m_member.size() + part.size() > kLongestMember;
    if (m_isMemberLong)
        m_member.clear();
    else
        m_member.append(part);
}

void PassingChat::endMember()
{
    const bool fits = m_members.size() + m_member.size() < kMostOfMembers;
    if (!m_isMemberLong && !m_member.empty() && fits)
        m_members.append(m_members.empty() ? "" : ",").append(m_member);
    m_member.clear();
    m_isMemberLong = false;
}

/// Takes a character outside of texts.
void PassingChat::take(char c)
{
    if (c == '"')
        m_isInText = true;
    else if (c == '{' || c == '[')
        open();
    else if (c == '}' || c == ']')
        close();
    else if (c == ':')
        m_isValue = true;
    else if (c == ',')
        m_isValue = false;
}

/// Takes text up to its end or the next escape; returns the number of bytes.
std::size_t PassingChat::takeText(std::string_view rest)
{
    const std::size_t end = std::min(rest.find_first_of("\"\\"), rest.size());
    const bool isKept = !m_isValue || isSaid() || isCallName();
    if (isKept)
        m_text.append(rest.substr(0, end));
    if (m_text.size() > kMostHeld)
        tell();
    if (end == rest.size())
        return end;
    if (rest[end] == '"')
        endText();
    else
        m_isEscaped = true;
    return end + 1;
}

/// Takes a character after a backslash.
void PassingChat::takeEscape(char c)
{
    if (m_digits.empty() && c != 'u') {
        m_text += c == 'n' || c == 't' || c == 'r' ? '\n' : c;
        m_isEscaped = false;
        return;
    }
    m_digits += c;
    if (m_digits.size() <= kEscape)
        return;
    unsigned code = 0;
    std::from_chars(m_digits.data() + 1, m_digits.data() + m_digits.size(), code, 16);
    addUtf8(m_text, code); // the two halves of a surrogate pair have the same weight as their character
    m_digits.clear();
    m_isEscaped = false;
}

PassingChat::Place PassingChat::inside() const { return m_places.empty() ? Place::Elsewhere : m_places.back(); }

bool PassingChat::isSaid() const
{
    if (inside() == Place::Thought)
        return m_key == "text";
    return inside() == Place::Answer && (isOneOf(m_key, kTexts) || isOneOf(m_key, kThoughts));
}

void PassingChat::open()
{
    const bool isRoot = m_places.size() == 1;
    Place place = inside();
    if (isRoot && isOneOf(m_key, kAnswers))
        place = Place::Answer;
    else if (isRoot && m_key == "web_search")
        place = Place::Found;
    else if (place == Place::Found)
        m_searches.takeFound();
    else if (place == Place::Answer && isOneOf(m_key, kMedia)) {
        place = Place::Other;
        m_said.addOther();
    } else if (place == Place::Answer && isOneOf(m_key, kOthers))
        place = Place::Other;
    else if (place == Place::Answer && isOneOf(m_key, kThoughts))
        place = Place::Thought;
    m_places.push_back(place);
    m_isValue = false;
    m_isLost = m_places.size() > kDeepest;
}

void PassingChat::close()
{
    if (m_places.empty()) {
        m_isLost = true;
        return;
    }
    m_places.pop_back();
    m_isValue = false;
    m_key.clear(); // it belongs to what has ended, not to the next element of an array
    m_isLost = m_places.empty(); // nothing may follow the root
}

/// A text is a key only if a colon follows.
void PassingChat::endText()
{
    m_isInText = false;
    if (m_isValue && isCallName())
        m_searches.takeCall(0, m_calls++, m_text);
    if (m_isValue)
        tell();
    else
        m_key = m_text;
    m_text.clear();
}

void PassingChat::tell()
{
    if (m_isValue && isSaid()) {
        const bool isThought = inside() == Place::Thought || isOneOf(m_key, kThoughts);
        m_said.add(0, 0, isThought ? SaidText::What::Thought : SaidText::What::Plain, m_text);
    }
    m_text.clear();
}

} // namespace gateway::protocol
