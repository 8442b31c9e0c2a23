#include "ollama_decoder.h"

#include "ollama_timestamp.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <utility>

namespace gateway::protocol::ollama {

namespace {

constexpr std::size_t kMaxLine = 16 * 1024 * 1024;
constexpr const char* kNoObject = "The provider sent a line that is no JSON object.";

} // namespace

OllamaDecoder::OllamaDecoder(const std::string& idBase)
    : m_ids(idBase)
{
}

void OllamaDecoder::feed(std::string_view piece, std::vector<AnswerEvent>& events)
{
    while (!m_isOver && !piece.empty()) {
        const std::size_t end = piece.find('\n');
        if (end == std::string_view::npos) {
            m_rest += piece;
            if (m_rest.size() > kMaxLine)
                fail("The provider sent a line that is too long.", events);
            return;
        }
        if (m_rest.empty()) {
            readLine(piece.substr(0, end), events);
        } else {
            m_rest += piece.substr(0, end);
            readLine(std::exchange(m_rest, {}), events);
        }
        piece.remove_prefix(end + 1);
    }
}

void OllamaDecoder::finish(std::vector<AnswerEvent>& events)
{
    // The last line may lack its line end; a truncated line is not JSON, and then the answer is incomplete.
    if (!m_isOver && parseJsonLeniently(m_rest))
        readLine(std::exchange(m_rest, {}), events);
    m_isOver = true;
}

void OllamaDecoder::readLine(std::string_view line, std::vector<AnswerEvent>& events)
{
    line = trimmed(line, " \t\r");
    if (line.empty())
        return;
    const auto json = parseJsonLeniently(line);
    if (!json && mayBePartOfAnswer(json, line))
        return fail(unreadEvent(json.error(), kNoObject), events);
    if (!json || !json->is_object())
        return;
    if (std::string text = errorTextOf(*json); !text.empty())
        return fail(std::move(text), events);
    if (!std::exchange(m_hasBegun, true))
        begin(*json, events);
    if (Json logProbs = logProbsOf(*json); !logProbs.is_null()) {
        if (m_logProbs.is_null())
            m_logProbs = std::move(logProbs);
        else
            for (Json& each : logProbs["content"])
                m_logProbs["content"].push_back(std::move(each));
    }
    for (Content& content : contentOf(messageOf(*json), m_ids))
        add(std::move(content), events);
    if (const auto done = json->find("done"); done != json->end() && done->is_boolean() && done->get<bool>())
        end(*json, events);
}

void OllamaDecoder::begin(const Json& line, std::vector<AnswerEvent>& events)
{
    AnswerBegun begun;
    begun.model = json::textOf(line, "model");
    begun.created_s = secondsOf(json::textOf(line, "created_at"));
    events.emplace_back(std::move(begun));
}

void OllamaDecoder::add(Content content, std::vector<AnswerEvent>& events)
{
    if (auto* const text = std::get_if<Text>(&content))
        return grow(content, std::exchange(text->text, {}), events);
    if (auto* const thinking = std::get_if<Thinking>(&content))
        return grow(content, std::exchange(thinking->text, {}), events);
    closePart(events);
    auto* const call = std::get_if<ToolCall>(&content);
    m_hasCalls = m_hasCalls || call;
    std::string input = call ? std::exchange(call->input, {}) : std::string();
    events.emplace_back(PartBegun{0, m_parts, std::move(content)});
    if (!input.empty())
        events.emplace_back(PartGrew{0, m_parts, PartGrew::What::Input, std::move(input), {}, 0});
    events.emplace_back(PartEnded{0, m_parts++});
}

/// `content`: the empty part to begin with if the open part is of another kind.
void OllamaDecoder::grow(Content& content, std::string text, std::vector<AnswerEvent>& events)
{
    if (m_open != content.index()) {
        closePart(events);
        m_open = content.index();
        events.emplace_back(PartBegun{0, m_parts, content});
    }
    PartGrew grew{0, m_parts, PartGrew::What::Text, std::move(text), {}, 0};
    if (std::holds_alternative<Text>(content))
        grew.logProbs = std::exchange(m_logProbs, Json());
    events.emplace_back(std::move(grew));
}

void OllamaDecoder::closePart(std::vector<AnswerEvent>& events)
{
    if (std::exchange(m_open, std::nullopt))
        events.emplace_back(PartEnded{0, m_parts++});
}

void OllamaDecoder::end(const Json& line, std::vector<AnswerEvent>& events)
{
    closePart(events);
    const StopReason stop = stopOf(line, m_hasCalls);
    events.emplace_back(ChoiceEnded{0, stop, {}, causeOf(line, stop)});
    if (const TokenUsage usage = usageOf(line); usage != TokenUsage{})
        events.emplace_back(UsageReported{usage});
    events.emplace_back(AnswerEnded{});
    m_isOver = true;
}

void OllamaDecoder::fail(std::string message, std::vector<AnswerEvent>& events)
{
    fail(AnswerError{std::move(message), {}, {}, 0}, events);
}

void OllamaDecoder::fail(AnswerError error, std::vector<AnswerEvent>& events)
{
    events.emplace_back(AnswerFailed{std::move(error)});
    m_isOver = true;
}

std::unique_ptr<AnswerDecoder> makeOllamaDecoder(const std::string& idBase)
{
    return std::make_unique<OllamaDecoder>(idBase);
}

} // namespace gateway::protocol::ollama
