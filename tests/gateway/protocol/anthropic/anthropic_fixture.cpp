#include "anthropic_fixture.h"

#include "catch.h"

#include "gateway/protocol/anthropic/anthropic_codec.h"

#include <fstream>
#include <iterator>

namespace tests {

using namespace gateway::protocol;
using gateway::Json;

std::string anthropicData(const std::string& file)
{
    std::ifstream stream(std::string(SIGNALBOX_TEST_DATA) + "/anthropic/" + file, std::ios::binary);
    if (!stream)
        FAIL("no such file: " + file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string shown(const Json& json) { return nlohmann::json::parse(json.dump()).dump(1); }

std::string shown(const std::string& text) { return nlohmann::json::parse(text).dump(1); }

Json written(const Conversation& conversation, Losses& losses, WriteTarget target)
{
    if (target.model.empty())
        target.model = "claude";
    auto body = anthropicCodec().writeRequest(conversation, target, losses);
    if (!body)
        FAIL(body.error().param + ": " + body.error().text());
    return std::move(*body);
}

Message said(Role role, const std::string& text)
{
    Message message;
    message.role = role;
    message.parts.push_back({Text{text, {}, {}}, {}});
    return message;
}

Message called(const std::string& id, const std::string& name, const std::string& input)
{
    ToolCall call;
    call.id = id;
    call.name = name;
    call.input = input;
    Message message;
    message.role = Role::Assistant;
    message.parts.push_back({std::move(call), {}});
    return message;
}

Message resulted(const std::string& id, const std::string& text)
{
    ToolResult result;
    result.callId = id;
    result.content.emplace_back(Text{text, {}, {}});
    Message message;
    message.parts.push_back({std::move(result), {}});
    return message;
}

} // namespace tests
