#include "chat_wire.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tests {

namespace {

using Body = nlohmann::ordered_json;

constexpr int kCreated = 1760000000;

struct ErrorWords {
    int status;
    std::string_view type;
    std::string_view code;
    std::string_view message;
};

constexpr std::array kErrors{
    ErrorWords{400, "invalid_request_error", "invalid_value", "Invalid value: 'messages' must not be empty."},
    ErrorWords{401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided."},
    ErrorWords{402, "insufficient_balance", "insufficient_balance", "Insufficient Balance"},
    ErrorWords{403, "permission_error", "permission_denied", "This key may not use this project."},
    ErrorWords{
        404, "invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."},
    ErrorWords{413, "invalid_request_error", "request_too_large", "The request is too large."},
    ErrorWords{422, "invalid_request_error", "unprocessable", "The request could not be processed."},
    ErrorWords{429, "requests", "rate_limit_exceeded", "Rate limit reached for requests."},
    ErrorWords{500, "server_error", "server_error", "The server had an error while processing your request."},
    ErrorWords{503, "server_error", "overloaded", "The engine is currently overloaded."},
};

const ErrorWords& errorWords(int status)
{
    const auto row = std::find_if(kErrors.begin(), kErrors.end(), [&](const auto& e) { return e.status == status; });
    return row != kErrors.end() ? *row : kErrors[kErrors.size() - 2];
}

std::string word(const Behaviour& behaviour, int number)
{
    auto text = "word" + std::to_string(number);
    if (const auto size = static_cast<std::size_t>(std::max(behaviour.wordBytes, 0)); text.size() < size)
        text.append(size - text.size(), '.');
    return number == 1 ? text : " " + text;
}

Body usage(const Behaviour& behaviour)
{
    const int output = behaviour.words + behaviour.reasoning;
    return {{"prompt_tokens", behaviour.input}, {"completion_tokens", output},
        {"total_tokens", behaviour.input + output}, {"prompt_tokens_details", {{"cached_tokens", behaviour.cached}}},
        {"completion_tokens_details", {{"reasoning_tokens", behaviour.reasoning}}}};
}

std::string identifier(int serial) { return "chatcmpl-fake" + std::to_string(serial); }

/// The lines of one event, in the style of the behaviour.
std::string event(const Behaviour& behaviour, const std::string& data)
{
    const std::string_view end = behaviour.crlf ? "\r\n" : "\n";
    std::string text;
    if (behaviour.comments)
        text.append(": keep-alive").append(end).append(end);
    return text.append("data: ").append(data).append(end).append(end);
}

} // namespace

ChatRequest readChatRequest(std::string_view body)
{
    ChatRequest request;
    const auto tree = Body::parse(body, nullptr, false);
    if (!tree.is_object())
        return request;
    request.isJson = true;
    if (const auto model = tree.find("model"); model != tree.end() && model->is_string())
        request.model = model->get<std::string>();
    if (const auto stream = tree.find("stream"); stream != tree.end() && stream->is_boolean())
        request.isStream = stream->get<bool>();
    if (const auto options = tree.find("stream_options"); options != tree.end() && options->is_object())
        if (const auto include = options->find("include_usage"); include != options->end() && include->is_boolean())
            request.includeUsage = include->get<bool>();
    if (const auto messages = tree.find("messages"); messages != tree.end() && messages->is_array())
        request.hasLateSystem = std::any_of(messages->begin(), messages->end(), [&](const Body& message) {
            const auto role = message.is_object() ? message.value("role", Body()) : Body();
            return (role == "system" || role == "developer") && &message != &messages->front();
        });
    return request;
}

std::string completionBody(const ChatRequest& request, const Behaviour& behaviour, int serial)
{
    std::string text;
    for (int i = 1; i <= behaviour.words; ++i)
        text += word(behaviour, i);
    Body message{{"role", "assistant"}, {"content", text}, {"refusal", nullptr}};
    Body body{{"id", identifier(serial)}, {"object", "chat.completion"}, {"created", kCreated},
        {"model", request.model},
        {"choices",
            Body::array({{{"index", 0}, {"message", message}, {"logprobs", nullptr}, {"finish_reason", "stop"}}})}};
    if (!behaviour.noUsage)
        body["usage"] = usage(behaviour);
    body["system_fingerprint"] = "fp_fake";
    auto bytes = body.dump();
    if (behaviour.malformed)
        bytes.resize(bytes.size() / 2);
    return bytes;
}

std::vector<std::string> completionEvents(const ChatRequest& request, const Behaviour& behaviour, int serial)
{
    const bool hasUsage = !behaviour.noUsage && (request.includeUsage || behaviour.usageAlways);
    const auto chunk = [&](Body choices, const Body& tokens) {
        Body body{{"id", identifier(serial)}, {"object", "chat.completion.chunk"}, {"created", kCreated},
            {"model", request.model}, {"system_fingerprint", "fp_fake"}, {"choices", std::move(choices)}};
        if (hasUsage)
            body["usage"] = tokens;
        auto bytes = body.dump();
        if (behaviour.malformed)
            bytes.resize(bytes.size() / 2);
        return event(behaviour, bytes);
    };
    const auto delta = [&](Body content, Body finish, const Body& tokens) {
        return chunk(Body::array({{{"index", 0}, {"delta", std::move(content)}, {"logprobs", nullptr},
                         {"finish_reason", std::move(finish)}}}),
            tokens);
    };
    std::vector<std::string> events;
    events.push_back(delta({{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}, nullptr, nullptr));
    for (int i = 1; i <= behaviour.words; ++i)
        events.push_back(delta({{"content", word(behaviour, i)}}, nullptr, nullptr));
    const Body finishUsage = behaviour.usageInFinish ? usage(behaviour) : Body(nullptr);
    events.push_back(delta(Body::object(), "stop", finishUsage));
    if (hasUsage && !behaviour.usageInFinish)
        events.push_back(chunk(Body::array(), usage(behaviour)));
    events.push_back(event(behaviour, "[DONE]"));
    return events;
}

std::string errorBody(const Behaviour& behaviour)
{
    const auto& words = errorWords(behaviour.status);
    const Body error{{"message", behaviour.message.empty() ? std::string(words.message) : behaviour.message},
        {"type", words.type}, {"param", nullptr},
        {"code", behaviour.code.empty() ? std::string(words.code) : behaviour.code}};
    auto bytes = Body{{"error", error}}.dump();
    if (behaviour.malformed)
        bytes.resize(bytes.size() / 2);
    return bytes;
}

std::string errorEvent(const Behaviour& behaviour)
{
    Behaviour broken = behaviour;
    broken.status = 500;
    return event(behaviour, errorBody(broken));
}

std::string modelListBody(const std::vector<std::string>& models)
{
    auto list = Body::array();
    for (const auto& model : models)
        list.push_back({{"id", model}, {"object", "model"}, {"created", kCreated}, {"owned_by", "fake"}});
    return Body{{"object", "list"}, {"data", std::move(list)}}.dump();
}

} // namespace tests
