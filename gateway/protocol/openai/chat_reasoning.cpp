#include "chat_reasoning.h"

#include "gateway/core/json/json_fields.h"

#include <string_view>
#include <utility>

namespace gateway::protocol::openai {

namespace {

constexpr std::string_view kNoFormat = "-"; // for an entry without one

Thought thoughtOf(const Json& detail)
{
    Thought thought;
    Thinking& thinking = thought.thinking;
    thinking.text = json::textOf(detail, "text");
    thinking.signature = json::textOf(detail, "signature");
    thinking.encrypted = json::textOf(detail, "data");
    if (std::string summary = json::textOf(detail, "summary"); !summary.empty())
        thinking.summary.push_back(std::move(summary));
    thinking.id = json::textOf(detail, "id");
    thinking.format = json::textOf(detail, "format");
    if (thinking.format.empty())
        thinking.format = std::string(kNoFormat);
    thinking.origin = Format::OpenAiChat;
    if (const auto index = detail.find("index"); index != detail.end() && index->is_number_integer())
        thought.index = index->get<int>();
    return thought;
}

bool saysAnything(const Thinking& thinking)
{
    return !thinking.text.empty() || !thinking.summary.empty() || !thinking.signature.empty()
        || !thinking.encrypted.empty();
}

} // namespace

std::vector<Thought> thoughtsOf(const Json& message)
{
    std::vector<Thought> thoughts;
    bool hasText = false;
    if (const auto details = message.find("reasoning_details"); details != message.end() && details->is_array()) {
        for (const Json& detail : *details) {
            if (!detail.is_object())
                continue;
            Thought thought = thoughtOf(detail);
            hasText |= !thought.thinking.text.empty() || !thought.thinking.summary.empty();
            if (saysAnything(thought.thinking))
                thoughts.push_back(std::move(thought));
        }
    }
    if (hasText)
        return thoughts;
    for (const char* const key : {"reasoning_content", "reasoning"}) {
        Thought plain;
        plain.thinking.text = json::textOf(message, key);
        if (plain.thinking.text.empty())
            continue;
        thoughts.insert(thoughts.begin(), std::move(plain));
        break;
    }
    return thoughts;
}

Json reasoningDetail(const Thinking& thinking, int index)
{
    Json detail;
    const bool isText = thinking.encrypted.empty() && thinking.summary.empty();
    detail["type"] = isText ? "reasoning.text" : thinking.summary.empty() ? "reasoning.encrypted" : "reasoning.summary";
    if (!thinking.text.empty())
        detail["text"] = thinking.text;
    for (const std::string& summary : thinking.summary)
        detail["summary"] = detail.value("summary", std::string()) + summary;
    if (!thinking.encrypted.empty())
        detail["data"] = thinking.encrypted;
    if (!thinking.signature.empty())
        detail["signature"] = thinking.signature;
    if (!thinking.id.empty())
        detail["id"] = thinking.id;
    if (thinking.format != kNoFormat)
        detail["format"] = thinking.format;
    detail["index"] = index;
    return detail;
}

bool isDetail(const Thinking& thinking) { return thinking.origin == Format::OpenAiChat && !thinking.format.empty(); }

std::string plainReasoning(const Thinking& thinking)
{
    if (!thinking.text.empty())
        return thinking.text;
    std::string text;
    for (const std::string& summary : thinking.summary)
        text += (text.empty() ? "" : "\n\n") + summary;
    return text;
}

} // namespace gateway::protocol::openai
