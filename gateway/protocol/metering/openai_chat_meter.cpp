#include "openai_chat_meter.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/dialect.h"

#include <cstring>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::string_view kDone = "[DONE]";
constexpr std::string_view kSpace = " \t\r\n"; // of JSON. Source: RFC 8259 §2

/// The first line of `text`, without its end, which is taken off `text` too.
std::string_view takeLine(std::string_view& text)
{
    const void* found = std::memchr(text.data(), '\n', text.size());
    const std::size_t length =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.size();
    std::string_view line = text.substr(0, length);
    text.remove_prefix(found ? length + 1 : length);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

/// The value of a line such as "data: x", if it has that name.
bool isField(std::string_view line, std::string_view name, std::string_view& value)
{
    if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ':')
        return false;
    value = line.substr(name.size() + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    return true;
}

} // namespace

OpenAiChatMeter::OpenAiChatMeter(OpenAiChatReader& reader, UsageChunk usageChunk)
    : m_reader(reader)
    , m_removesUsage(usageChunk == UsageChunk::Remove)
    , m_removes(m_removesUsage)
{
}

void OpenAiChatMeter::keepText()
{
    m_keepsText = true;
    m_removes = true;
}

void OpenAiChatMeter::continueAs(const ChunkIdentity& identity)
{
    m_hasIdentity = true;
    m_identity = identity;
    m_continued = std::make_unique<ContinuedChunks>(identity);
}

std::string_view OpenAiChatMeter::feed(std::string_view piece)
{
    m_given = {};
    std::size_t begin = 0;
    std::size_t position = 0;
    while (findEnd(piece, position)) {
        const std::string_view part = piece.substr(begin, position - begin);
        if (m_event.empty() && !m_skipping) {
            if (takeEvent(part, piece.size() - begin))
                give(part);
        } else {
            hold(part);
            endEvent();
        }
        begin = position;
    }
    if (begin < piece.size())
        hold(piece.substr(begin));
    if (m_removes)
        m_clientInside = m_released > 0 || m_skipping;
    else
        m_clientInside = !m_event.empty() || m_skipping;
    if (m_continued)
        return m_continued->feed(m_given);
    return m_removes ? m_given : piece;
}

std::string_view OpenAiChatMeter::finish()
{
    m_given = {};
    m_out.swap(m_event);
    m_event.clear();
    if (m_out.empty() || m_skipping)
        return {};
    const bool wasMalformed = m_malformed;
    const bool wanted = takeEvent(m_out, m_out.capacity());
    const bool isBroken = m_malformed && !wasMalformed;
    m_malformed = wasMalformed; // an event that breaks off says nothing of the provider's JSON
    if (!m_removes || m_released > 0 || !wanted || isBroken)
        return {};
    m_clientInside = true;
    if (m_continued)
        return m_continued->finish(m_out);
    return m_out;
}

/// Moves `position` behind the next blank line of `piece`; false: to its end, there is none.
bool OpenAiChatMeter::findEnd(std::string_view piece, std::size_t& position)
{
    while (position < piece.size()) {
        const std::string_view rest = piece.substr(position);
        const void* found = std::memchr(rest.data(), '\n', rest.size());
        const std::size_t length =
            found ? static_cast<std::size_t>(static_cast<const char*>(found) - rest.data()) : rest.size();
        if (length > 0)
            m_line = m_line == Line::Empty && length == 1 && rest.front() == '\r' ? Line::Return : Line::Filled;
        position += length + (found ? 1 : 0);
        if (!found)
            return false;
        if (std::exchange(m_line, Line::Empty) != Line::Filled)
            return true;
    }
    return false;
}

/// Keeps a part of an event that is not whole, or lets it go where it is too long for that.
void OpenAiChatMeter::hold(std::string_view part)
{
    if (!m_skipping && m_event.size() + part.size() <= kMaxEvent) {
        m_event.append(part);
        if (m_removes && m_event.size() > kMaxUsageChunk) {
            give(std::string_view(m_event).substr(m_released));
            m_released = m_event.size();
        }
        return;
    }
    if (!m_skipping && m_released < m_event.size())
        give(std::string_view(m_event).substr(m_released));
    m_skipping = true;
    m_event = std::string();
    m_released = 0;
    give(part);
}

/// The event in m_event is whole.
void OpenAiChatMeter::endEvent()
{
    if (!m_skipping && takeEvent(m_event, m_event.capacity()))
        give(std::string_view(m_event).substr(m_released));
    m_skipping = false;
    m_event.clear();
    m_released = 0;
}

/// Adds to what goes to the client: a view into the piece as long as one view
/// will do, else a copy. Bytes of m_event are always copied, since it goes on.
void OpenAiChatMeter::give(std::string_view bytes)
{
    if (!m_removes || bytes.empty())
        return;
    const bool isOfEvent = bytes.data() >= m_event.data() && bytes.data() < m_event.data() + m_event.size();
    if (m_given.empty() && !isOfEvent) {
        m_given = bytes;
        return;
    }
    if (!isOfEvent && m_given.data() + m_given.size() == bytes.data()) {
        m_given = {m_given.data(), m_given.size() + bytes.size()};
        return;
    }
    if (m_given.data() != m_out.data() || m_given.empty())
        m_out.assign(m_given);
    m_out.append(bytes);
    m_given = m_out;
}

/// Source: WHATWG HTML, "Server-sent events", event stream interpretation. Answers
/// whether the client gets the event.
bool OpenAiChatMeter::takeEvent(std::string_view event, std::size_t readable)
{
    std::string_view data;
    int dataLines = 0;
    bool isError = false;
    for (std::string_view rest = event; !rest.empty();) {
        const std::string_view line = takeLine(rest);
        std::string_view value;
        if (isField(line, "data", value)) {
            if (++dataLines == 1) {
                data = value;
                continue;
            }
            if (dataLines == 2)
                m_data.assign(data);
            m_data.append(1, '\n').append(value);
        } else if (isField(line, "event", value)) {
            isError = value == "error";
        }
    }
    if (dataLines > 1)
        return takeData(trimmed(m_data, kSpace), 0, isError);
    if (data.empty())
        return true;
    data = trimmed(data, kSpace);
    return takeData(data, readable - static_cast<std::size_t>(data.data() - event.data()), isError);
}

bool OpenAiChatMeter::takeData(std::string_view data, std::size_t readable, bool isError)
{
    if (data.empty())
        return true;
    if (data == kDone) {
        m_done = true;
        return !(m_keepsText && m_failed);
    }
    const ChatFacts facts = m_reader.read(data, readable);
    if (!facts.isJson && isError) {
        takeError(data, {}, {});
        return !m_keepsText || m_released > 0;
    }
    m_malformed |= !facts.isJson;
    m_meaningful |= facts.isMeaningful();
    m_hasContent |= facts.hasContent;
    m_hasReasoning |= facts.hasReasoning;
    if (m_keepsText)
        noteText(facts, data);
    m_outputTokens += facts.outputTokens;
    m_reasoningTokens += facts.reasoningTokens;
    if (!facts.finishReason.empty())
        m_finishReason.assign(facts.finishReason);
    if (facts.usage)
        m_reported = facts.usage;
    if (facts.error)
        takeError(facts.error->message, facts.error->type, facts.error->code);
    else if (isError || facts.finishReason == "error") // the latter is OpenRouter's word for a provider that broke
        takeError({}, {}, {});
    if (m_released > 0)
        return true;
    return !(m_removesUsage && facts.isUsageOnly()) && !(m_keepsText && m_failed);
}

void OpenAiChatMeter::noteText(const ChatFacts& facts, std::string_view data)
{
    m_hasMoreThanText |= facts.hasMoreThanText || facts.choices > 1 || m_text.size() + facts.text.size() > kMostText;
    if (!m_hasMoreThanText)
        m_text.append(facts.text);
    if (!m_hasIdentity && facts.choices > 0) { // some send a chunk of their own before the first
        m_hasIdentity = true;
        m_identity = identityOf(data);
    }
}

// Behind half an event ours would be read as a part of it.
std::string OpenAiChatMeter::interruption(const Error& error) const
{
    return (m_clientInside ? "\n\n" : "") + errorEvent(Dialect::OpenAi, error);
}

} // namespace gateway::protocol
