#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// The formats that upstreams speak.
inline constexpr std::array kTargets{gateway::protocol::Format::OpenAiChat, gateway::protocol::Format::OpenAiResponses,
    gateway::protocol::Format::Anthropic, gateway::protocol::Format::Gemini, gateway::protocol::Format::OllamaChat,
    gateway::protocol::Format::Bedrock, gateway::protocol::Format::Cohere};

/// The targets whose format differs from the client's.
std::vector<gateway::protocol::Format> foreignTo(gateway::protocol::Format client);

/// JSON whose objects compare equal whatever the order of their keys.
inline nlohmann::json unordered(const gateway::Json& json) { return nlohmann::json::parse(json.dump()); }

/// Reads a client's request; an error fails the test case.
gateway::protocol::Conversation readFrom(gateway::protocol::Format client, std::string_view body);

/// What an upstream receives of a client's request.
struct Sent {
    gateway::Json body;
    std::vector<std::string> dropped;
    std::string refused; ///< "place: message"; empty: accepted
    std::vector<std::string> tools = {}; ///< names visible to the model
    std::string text() const { return gateway::toText(body); }
    bool says(std::string_view words) const { return text().find(words) != std::string::npos; }
    bool drops(std::string_view what) const;
};

/// Takes the same steps between reader and writer as the exchange.
Sent sentTo(gateway::protocol::Format target, const gateway::protocol::Conversation& conversation);

/// The body that the codec of the client's own format writes.
gateway::Json writtenAgain(gateway::protocol::Format client, std::string_view body);

/// A model's answer with one tool call, complete and as the last event of a stream, for the client that sent `request`.
std::string calledBack(const gateway::protocol::Conversation& request, const std::string& tool, const std::string& input);

} // namespace tests
