#include "thought_listener.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/protocol/codecs/codec_table.h"

#include <utility>

namespace gateway::exchange {

namespace {

const protocol::Codec& chat() { return protocol::codecOf(protocol::Format::OpenAiChat); }

} // namespace

ThoughtListener::ThoughtListener(protocol::ReasoningScope scope)
    : m_listener(std::move(scope), protocol::Format::OpenAiChat), m_decoder(chat().makeDecoder({}))
{
}

void ThoughtListener::feed(std::string_view piece)
{
    m_decoder->feed(piece, m_events);
    for (const protocol::AnswerEvent& event : m_events)
        m_listener.hear(event);
    m_events.clear();
}

std::optional<protocol::ModelAnswer> ThoughtListener::answerIn(std::string_view body)
{
    const auto tree = parseJsonLeniently(body);
    auto answer = tree ? chat().readAnswer(*tree, {}) : failure(tree.error());
    return answer ? std::optional(std::move(*answer)) : std::nullopt;
}

} // namespace gateway::exchange
