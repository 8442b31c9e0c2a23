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

/// Those of them that are not the client's own.
std::vector<gateway::protocol::Format> foreignTo(gateway::protocol::Format client);

/// As JSON compares objects whatever the order of their keys.
inline nlohmann::json unordered(const gateway::Json& json) { return nlohmann::json::parse(json.dump()); }

/// A client's request as it was read; a problem ends the test case.
gateway::protocol::Conversation readFrom(gateway::protocol::Format client, std::string_view body);

/// What an upstream gets of a client's request.
struct Sent {
    gateway::Json body;
    std::vector<std::string> dropped;
    std::string refused; ///< "place: message"; empty: it is not
    std::vector<std::string> tools = {}; ///< names that the model sees
    std::string text() const { return gateway::toText(body); }
    bool says(std::string_view words) const { return text().find(words) != std::string::npos; }
    bool drops(std::string_view what) const;
};

/// By the steps that the exchange takes between a reader and a writer.
Sent sentTo(gateway::protocol::Format target, const gateway::protocol::Conversation& conversation);

/// The body that the codec of the client's own format writes again.
gateway::Json writtenAgain(gateway::protocol::Format client, std::string_view body);

/// The answer of a model that calls one tool, in whole and as the last event of a stream, for the client of `request`.
std::string calledBack(const gateway::protocol::Conversation& request, const std::string& tool, const std::string& input);

} // namespace tests
