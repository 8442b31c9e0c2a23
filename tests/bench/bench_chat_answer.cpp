#include "bench_chat_answer.h"

#include <charconv>

namespace bench {

namespace {

constexpr std::size_t kTimeDigits = 16; // microseconds since boot, with room
constexpr std::size_t kSmallBody = 1024;
constexpr char kTimeMark = '@'; // nothing else in an event has one

std::string event(const std::string& choices, const std::string& more = {})
{
    return R"(data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1760000000,)"
           R"("model":"bench","choices":[)"
        + choices + "]" + more + "}\n\n";
}

const std::string& usage()
{
    static const std::string text =
        R"(,"usage":{"prompt_tokens":21,"completion_tokens":180,"total_tokens":201,)"
        R"("prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}})";
    return text;
}

std::string smallBody()
{
    const std::string begin =
        R"({"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1760000000,"model":"bench",)"
        R"("choices":[{"index":0,"message":{"role":"assistant","content":")";
    const std::string end = R"("},"logprobs":null,"finish_reason":"stop"}])" + usage() + "}";
    const std::string words = "All work and no play makes a dull answer. ";
    std::string content;
    while (begin.size() + content.size() + end.size() < kSmallBody)
        content += words[content.size() % words.size()];
    return begin + content + end;
}

} // namespace

std::string chunkOf(const std::string& bytes)
{
    char size[2 * sizeof(std::size_t)];
    const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
    return std::string(size, end) + "\r\n" + bytes + "\r\n";
}

std::optional<Behaviour> behaviourOf(std::string_view model)
{
    const auto mark = model.find('!');
    if (mark == std::string_view::npos)
        return std::nullopt;
    const auto text = model.substr(mark + 1);
    if (text == "small")
        return Behaviour{};
    if (text == "delayed")
        return Behaviour{.isDelayed = true};
    if (text == "mixed")
        return Behaviour{.isMixed = true};
    Behaviour result;
    const auto* end = text.data() + text.size();
    const auto events = std::from_chars(text.data(), end, result.events);
    if (events.ec != std::errc() || events.ptr == end || *events.ptr != 'x' || result.events < 1)
        return std::nullopt;
    const auto interval = std::from_chars(events.ptr + 1, end, result.interval_ms);
    if (interval.ec != std::errc() || interval.ptr != end || result.interval_ms < 0)
        return std::nullopt;
    return result;
}

std::string_view stringAt(std::string_view json, std::string_view key)
{
    auto at = json.find('"' + std::string(key) + '"');
    if (at == std::string_view::npos)
        return {};
    at = json.find('"', at + key.size() + 2);
    const auto end = at == std::string_view::npos ? at : json.find('"', at + 1);
    return end == std::string_view::npos ? std::string_view() : json.substr(at + 1, end - at - 1);
}

std::string plainAnswer(std::string_view status, std::string_view body)
{
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

const std::string& smallAnswer()
{
    static const std::string text = plainAnswer("200 OK", smallBody());
    return text;
}

const std::string& modelsAnswer()
{
    static const std::string text = plainAnswer("200 OK", R"({"object":"list","data":[]})");
    return text;
}

const std::string& streamHead()
{
    static const std::string text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                                    "Transfer-Encoding: chunked\r\n\r\n";
    return text;
}

const std::string& streamTail()
{
    static const std::string text = chunkOf(event(R"({"index":0,"delta":{},"finish_reason":"stop"})"))
        + chunkOf(event("", usage())) + chunkOf("data: [DONE]\n\n") + "0\r\n\r\n";
    return text;
}

std::string_view eventAt(std::int64_t sent_us)
{
    static std::string text = chunkOf(event(R"({"index":0,"delta":{"role":"assistant","content":")"
        + (kTimeMark + std::string(kTimeDigits, '0')) + R"( lorem ipsum"},"logprobs":null,"finish_reason":null})"));
    static const auto time = text.find(kTimeMark) + 1;
    for (auto at = time + kTimeDigits; at-- > time; sent_us /= 10)
        text[at] = static_cast<char>('0' + sent_us % 10);
    return text;
}

std::optional<std::int64_t> sentAt(std::string_view event)
{
    const auto mark = event.find(kTimeMark);
    if (mark == std::string_view::npos || event.size() - mark <= kTimeDigits)
        return std::nullopt;
    const auto* begin = event.data() + mark + 1;
    std::int64_t time = 0;
    if (std::from_chars(begin, begin + kTimeDigits, time).ptr != begin + kTimeDigits)
        return std::nullopt;
    return time;
}

} // namespace bench
