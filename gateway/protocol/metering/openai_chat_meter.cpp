#include "openai_chat_meter.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/dialect.h"

#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::string_view kDone = "[DONE]";
constexpr std::string_view kSpace = " \t\r\n"; // of JSON. Source: RFC 8259 §2

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
    LineEnds ends(piece);
    while (findEnd(piece, ends, position)) {
        const std::string_view part = piece.substr(begin, position - begin);
        if (m_event.empty() && !m_skipping) {
            if (takeEvent(part, piece.size() - begin))
                give(part);
        } else {
            hold(part);
            endEvent();
        }
        m_hasReturn = false;
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
    m_malformed = wasMalformed; // a truncated event does not mean that the provider's JSON is malformed
    if (!m_removes || m_released > 0 || !wanted || isBroken)
        return {};
    m_clientInside = true;
    if (m_continued)
        return m_continued->finish(m_out);
    return m_out;
}

/// Moves `position` after the next blank line of `piece`; to the end, with false, if there is none. A carriage return
/// at the end may be the first half of a line end. It ends the event nevertheless if lines end in carriage returns
/// only; a line feed after it is then one more blank line.
bool OpenAiChatMeter::findEnd(std::string_view piece, LineEnds& ends, std::size_t& position)
{
    while (position < piece.size()) {
        const char first = piece[position];
        if (m_line == Line::EmptyReturn) {
            m_line = Line::Empty;
            position += first == '\n' ? 1 : 0;
            return true;
        }
        if (m_line == Line::FilledReturn) {
            m_line = Line::Empty;
            position += first == '\n' || first == '\r' ? 1 : 0;
            if (first == '\r')
                return true;
            continue;
        }
        const std::size_t end = ends.next(position);
        if (end > position)
            m_line = Line::Filled;
        position = end;
        if (end == piece.size())
            return false;
        ++position;
        if (piece[end] == '\r') {
            m_hasReturn = true;
            m_line = m_line == Line::Empty ? Line::EmptyReturn : Line::FilledReturn;
        } else if (std::exchange(m_line, Line::Empty) == Line::Empty) {
            return true;
        }
    }
    return false;
}

/// Keeps a part of an incomplete event, or releases it if it is too long.
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

/// The event in m_event is complete.
void OpenAiChatMeter::endEvent()
{
    if (!m_skipping && takeEvent(m_event, m_event.capacity()))
        give(std::string_view(m_event).substr(m_released));
    m_skipping = false;
    m_event.clear();
    m_released = 0;
}

/// Adds to the client's output: a view of the piece as long as a single view is enough, otherwise a copy. Bytes of
/// m_event are always copied, because it will change.
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

/// Source: WHATWG HTML, "Server-sent events", event stream interpretation. Returns whether the client gets the event.
bool OpenAiChatMeter::takeEvent(std::string_view event, std::size_t readable)
{
    std::string_view data;
    int dataLines = 0;
    bool isError = false;
    if (std::exchange(m_isFirst, false) && event.starts_with(kByteOrderMark)) {
        event.remove_prefix(kByteOrderMark.size());
        readable -= kByteOrderMark.size();
    }
    LineEnds ends(event, m_hasReturn);
    for (std::size_t begin = 0; begin < event.size();) { // between the two bytes of a line end there is a line without a name
        const std::size_t end = ends.next(begin);
        const std::string_view line = event.substr(begin, end - begin);
        begin = end + 1;
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
    if (holdsMoreValues(data, kMostAnswerValues)) { // not from a model: it is relayed unread
        m_meaningful = m_hasContent = true;
        return true;
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
    if (m_isSaidKept)
        addSaid(facts, m_said);
    addSearches(facts, m_searches);
    m_outputTokens += facts.outputTokens;
    m_reasoningTokens += facts.reasoningTokens;
    m_openChoices = (m_openChoices | (facts.seenChoices & ~m_endedChoices) | facts.answeringChoices) & ~facts.endedChoices;
    m_endedChoices |= facts.endedChoices;
    if (!facts.finishReason.empty())
        m_finishReason.assign(facts.finishReason);
    if (!facts.soundId.empty())
        m_soundId.assign(facts.soundId);
    if (!facts.serviceTier.empty())
        m_tier.assign(facts.serviceTier);
    if (facts.usage && facts.usage->origin == UsageOrigin::Unknown) {
        m_reportedInput = facts.usage; // at most a total
    } else if (facts.usage) {
        report(*facts.usage);
        m_reported->tellTier(m_tier);
    }
    if (facts.error)
        takeError(facts.error->message, facts.error->type, facts.error->code);
    else if (isError || facts.finishReason == "error") // the latter is OpenRouter's reason for a failed provider
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
    if (!m_hasIdentity && facts.choices > 0) { // some providers send another chunk before the first
        m_hasIdentity = true;
        m_identity = identityOf(data);
    }
}

// After a truncated event, ours would be read as a part of it.
std::string OpenAiChatMeter::interruption(const Error& error) const
{
    return (m_clientInside ? "\n\n" : "") + errorEvent(Dialect::OpenAi, error);
}

} // namespace gateway::protocol
