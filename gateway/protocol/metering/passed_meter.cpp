#include "passed_meter.h"

#include "openai_usage.h"

#include "gateway/protocol/json_walk.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

using simdjson::error_code;
using simdjson::SUCCESS;

constexpr std::size_t kLongestBlank = 4; // "\r\n\r\n"
constexpr std::string_view kEndMark = "[DONE]";
constexpr std::array<std::string_view, 4> kLastEvents{
    "image_generation.completed", "image_edit.completed", "transcript.text.done", "speech.audio.done"};

/// The content of one event. Views are valid until the parser reads again.
struct PassedEvent {
    bool isJson = false;
    std::string_view type;
    std::optional<TokenUsage> usage;
    bool hasError = false;
    std::string_view message; ///< of the error, or next to it
    std::string_view errorType;
    std::string_view code;
};

std::string_view stringIn(JsonValue value)
{
    std::string_view text;
    return isType(value, JsonType::string) && !value.get_string().get(text) ? text : std::string_view();
}

/// A code may be a number.
std::string_view codeIn(JsonValue value)
{
    if (!isType(value, JsonType::number))
        return stringIn(value);
    const std::string_view token = value.raw_json_token();
    return token.substr(0, token.find_first_of(" \t\r\n"));
}

/// An error is an object or a text; null is not an error.
error_code readPassedError(JsonValue value, PassedEvent& event)
{
    if (const std::string_view text = stringIn(value); !text.empty()) {
        event.hasError = true;
        event.message = text;
    }
    event.hasError |= isObject(value);
    return eachFieldOf(value, [&](JsonField& field) {
        if (field.key() == "message")
            event.message = stringIn(field.value());
        else if (field.key() == "type")
            event.errorType = stringIn(field.value());
        else if (field.key() == "code")
            event.code = codeIn(field.value());
        return SUCCESS;
    });
}

error_code readPassedRoot(simdjson::ondemand::object root, PassedEvent& event)
{
    return eachField(root, [&](JsonField& field) {
        const auto key = field.key();
        if (key == "usage")
            return readOpenAiUsage(field.value(), event.usage);
        if (key == "error")
            return readPassedError(field.value(), event);
        if (key == "type")
            event.type = stringIn(field.value());
        else if (key == "message" && event.message.empty())
            event.message = stringIn(field.value());
        else if (key == "code" && event.code.empty())
            event.code = codeIn(field.value());
        return SUCCESS;
    });
}

} // namespace

class PassedMeter::Parser {
public:
    PassedEvent read(std::string_view json)
    {
        m_padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
        m_padded.assign(json);
        const simdjson::padded_string_view padded(m_padded.data(), m_padded.size(), m_padded.capacity());
        simdjson::ondemand::document document;
        simdjson::ondemand::object root;
        PassedEvent event;
        if (m_parser.iterate(padded).get(document) || document.get_object().get(root) || readPassedRoot(root, event))
            return {};
        event.isJson = true;
        return event;
    }

private:
    simdjson::ondemand::parser m_parser;
    std::string m_padded;
};

PassedMeter::PassedMeter(Dialect dialect, std::size_t lastEvents)
    : m_dialect(dialect)
    , m_lastEvents(lastEvents)
    , m_parser(std::make_unique<Parser>())
{
    m_isEstimated = false;
}

PassedMeter::~PassedMeter() = default;

std::string_view PassedMeter::feed(std::string_view piece)
{
    m_reader.feed(piece);
    take();
    m_tail.append(piece.substr(piece.size() - std::min(piece.size(), kLongestBlank)));
    m_tail.erase(0, m_tail.size() - std::min(m_tail.size(), kLongestBlank));
    return piece;
}

/// Some servers omit the blank line after the last event.
std::string_view PassedMeter::finish()
{
    if (stopsInsideEvent()) {
        m_reader.feed("\n\n");
        take();
    }
    m_isAtEnd = true;
    return {};
}

bool PassedMeter::stopsInsideEvent() const
{
    return !m_tail.empty() && !m_tail.ends_with("\n\n") && !m_tail.ends_with("\n\r\n") && !m_tail.ends_with("\r\r");
}

std::string PassedMeter::interruption(const Error& error) const
{
    return (stopsInsideEvent() ? "\n\n" : "") + errorEvent(m_dialect, error);
}

void PassedMeter::take()
{
    SseReader::Event event;
    while (m_reader.next(event))
        if (!event.data.empty())
            take(event);
}

/// Each image ends with an event of its own, which has the usage of that image.
void PassedMeter::takeUsage(const TokenUsage& usage, bool isLast)
{
    if (isLast)
        m_ofLast = m_ofLast + usage;
    else if (m_ofLast.origin != UsageOrigin::Unknown)
        return;
    m_reported = isLast ? m_ofLast : usage;
}

void PassedMeter::take(const SseReader::Event& event)
{
    if (event.data == kEndMark) {
        m_done = true;
        return;
    }
    const PassedEvent said = m_parser->read(event.data);
    const bool isLast = std::ranges::find(kLastEvents, said.type) != kLastEvents.end();
    if (said.usage && said.usage->origin != UsageOrigin::Unknown)
        takeUsage(*said.usage, isLast);
    if (said.hasError || said.type == "error" || event.name == "error")
        return takeError(said.isJson ? said.message : event.data, said.errorType, said.code);
    m_meaningful = true;
    m_hasContent = true;
    if (isLast && m_lastEvents > 0 && --m_lastEvents == 0)
        m_done = true;
}

} // namespace gateway::protocol
