#include "request_outline.h"

#include "json_walk.h"

namespace gateway::protocol {

namespace {

/// Where the user's first message ends, counted from the beginning of `messages`; 0 if there is none.
std::size_t endOfFirstUser(std::string_view messages)
{
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::array array;
    const simdjson::padded_string_view padded(messages.data(), messages.size(), messages.size() + kJsonPadding);
    if (parser.iterate(padded).get(document) || document.get_array().get(array))
        return 0;
    for (auto item : array) {
        simdjson::ondemand::object message;
        std::string_view role;
        std::string_view raw;
        if (item.get_object().get(message))
            return 0;
        const bool isUser = !message["role"].get_string().get(role) && role == "user";
        if (message.reset().error() || message.raw_json().get(raw))
            return 0;
        if (isUser)
            return static_cast<std::size_t>(raw.data() + raw.size() - messages.data());
    }
    return 0;
}

} // namespace

std::string_view conversationText(const RequestOutline& request, std::string_view body)
{
    if (const std::string_view key = request.valueOf("prompt_cache_key", body); !key.empty())
        return key;
    const std::string_view text = request.messages(body);
    const std::size_t end = text.empty() ? 0 : endOfFirstUser(text);
    return end > 0 ? text.substr(0, end) : text;
}

} // namespace gateway::protocol
