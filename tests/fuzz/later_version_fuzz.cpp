// A client's request with a member or an element of a later version somewhere in it: whoever could be asked with the
// request can be asked with that, too. The line's first letter says whose request it is, see `kClients`; its numbers
// say which of the objects or arrays in it, in their order, gets what is new.

#include "input.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/needs/known_values.h"
#include "gateway/protocol/conversation/needs/open_calls.h"
#include "gateway/protocol/conversation/needs/told_block.h"
#include "gateway/protocol/conversation/needs/unmet_need.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using fuzz::Input;
using fuzz::require;
using gateway::Json;
using namespace gateway::protocol;

namespace {

struct Client {
    char letter;
    Format format;
};
constexpr std::array kClients{Client{'c', Format::OpenAiChat}, Client{'r', Format::OpenAiResponses},
    Client{'a', Format::Anthropic}, Client{'g', Format::Gemini}, Client{'o', Format::OllamaChat}};
constexpr std::array kTargets{Format::OpenAiChat, Format::OpenAiResponses, Format::Anthropic, Format::Gemini,
    Format::OllamaChat, Format::Bedrock, Format::Cohere};

/// What a tool takes, and what it was given, is its client's own.
bool isTools(const std::string& key)
{
    return key == "parameters" || key == "input_schema" || key == "parametersJsonSchema" || key == "args" || key == "arguments"
        || key == "input" || key == "schema" || key == "response";
}

void collect(Json& at, std::vector<Json*>& objects)
{
    if (at.is_object())
        objects.push_back(&at);
    if (at.is_object())
        for (auto& [key, value] : at.items()) {
            if (!isTools(key) || value.is_array()) // Responses has its items in "input"
                collect(value, objects);
        }
    else if (at.is_array())
        for (Json& each : at)
            collect(each, objects);
}

/// The targets that can be asked; nothing: the request is not right.
std::optional<std::vector<Format>> takers(Format client, const Json& body)
{
    auto said = codecOf(client).readRequest(body, {client == Format::Gemini ? "m" : "", false});
    if (!said)
        return std::nullopt;
    (void)answerOpenCalls(*said);
    std::vector<Format> all;
    for (const Format target : kTargets) {
        if (unmetNeed(*said, target))
            continue;
        Losses losses;
        const auto known = withKnownValues(target, *said, losses);
        const auto told = withToldBlocks(target, known ? *known : *said, losses);
        const Conversation& whole = told ? *told : known ? *known : *said;
        const auto named = withToolNamesFor(target, whole);
        WriteTarget to;
        to.model = "m";
        if (codecOf(target).writeRequest(named ? *named : whole, to, losses))
            all.push_back(target);
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    for (const Client& client : kClients) {
        if (client.letter != input.choice())
            continue;
        auto body = gateway::parseJson(input.text());
        const auto before = body && body->is_object() ? takers(client.format, *body) : std::nullopt;
        if (!before)
            return 0;
        std::vector<Json*> objects;
        collect(*body, objects);
        (*objects[input.number(0) % objects.size()])["later_version"] = Json{{"type", "later"}, {"x", Json::array({1})}};
        const auto after = takers(client.format, *body);
        require(after.has_value(), "a member of a later version is no mistake");
        require(*after == *before, "and keeps nobody from being asked");
    }
    return 0;
}
