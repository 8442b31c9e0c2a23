#include "mishap.h"

#include "bench_chat_answer.h"
#include "channel.h"

#include <array>

namespace bench {

namespace {

constexpr std::size_t kTrickle = 90; // bytes at a time
constexpr int kTricklePause_ms = 5;
constexpr int kSlowPause_ms = 20;

using End = Plan::End;

/// A good answer, and where its body begins.
struct Good {
    std::string bytes;
    std::size_t body;
};

Plan as(std::string bytes, End end = End::Stay) { return {.bytes = std::move(bytes), .end = end}; }

Plan good(const Good& answer) { return as(answer.bytes); }
Plan slow(const Good& answer)
{
    return {.bytes = answer.bytes, .slice = answer.bytes.size() / 2 + 1, .pause_ms = kSlowPause_ms};
}
Plan trickle(const Good& answer) { return {.bytes = answer.bytes, .slice = kTrickle, .pause_ms = kTricklePause_ms}; }

Plan rateLimited(const Good&)
{
    const std::string_view body =
        R"({"error":{"message":"Slow down.","type":"requests","code":"rate_limit_exceeded"}})";
    return as(plainAnswer("429 Too Many Requests\r\nRetry-After: 1", body));
}
Plan serverError(const Good&)
{
    return as(plainAnswer("500 Internal Server Error", R"({"error":{"message":"It broke.","type":"server_error"}})"));
}
Plan resetBeforeHead(const Good&) { return as({}, End::Reset); }
Plan closeBeforeHead(const Good&) { return as({}, End::Close); }
Plan resetInHead(const Good& answer) { return as(answer.bytes.substr(0, answer.body / 2), End::Reset); }
Plan resetInBody(const Good& answer) { return as(answer.bytes.substr(0, answer.body + 150), End::Reset); }
/// In the middle of an event: of a stream it is a chunk that breaks off.
Plan cutInBody(const Good& answer) { return as(answer.bytes.substr(0, answer.bytes.size() - 300), End::Close); }
Plan garbage(const Good&) { return as("220 smtp.example ESMTP\r\n\x01\xff\r\n\r\n", End::Close); }
Plan silence(const Good&) { return as({}, End::Stall); }
Plan stallInBody(const Good& answer) { return as(answer.bytes.substr(0, answer.body + 400), End::Stall); }

struct Lot {
    unsigned share; ///< of `kLots`
    Plan (*plan)(const Good&);
};
constexpr std::array kLots{Lot{800, good}, Lot{50, slow}, Lot{10, trickle}, Lot{25, rateLimited}, Lot{25, serverError},
    Lot{15, resetBeforeHead}, Lot{10, closeBeforeHead}, Lot{10, resetInHead}, Lot{20, resetInBody}, Lot{15, cutInBody},
    Lot{10, garbage}, Lot{4, silence}, Lot{6, stallInBody}};
constexpr unsigned kAll = [] {
    unsigned all = 0;
    for (const Lot& lot : kLots)
        all += lot.share;
    return all;
}();

Good whole(std::string_view marker, bool isStream)
{
    if (isStream) {
        std::string bytes = streamHead();
        const auto body = bytes.size();
        const auto named =
            R"(data: {"id":")" + std::string(marker) + R"(","choices":[{"index":0,"delta":{"content":"a"}}]})";
        bytes += chunkOf(named + "\n\n");
        for (int i = 0; i < 4; ++i)
            bytes += eventAt(now_ns() / 1000);
        return {bytes + streamTail(), body};
    }
    const auto bytes = plainAnswer("200 OK",
        R"({"id":")" + std::string(marker)
            + R"(","object":"chat.completion","model":"bench","choices":[{"index":0,"message":{"role":"assistant",)"
            + R"("content":")" + std::string(600, 'a') + R"("},"finish_reason":"stop"}],)"
            + R"("usage":{"prompt_tokens":21,"completion_tokens":180,"total_tokens":201}})");
    return {bytes, bytes.find("\r\n\r\n") + 4};
}

} // namespace

Plan Lottery::draw(std::string_view marker, bool isStream)
{
    auto number = std::uniform_int_distribution<unsigned>(0, kAll - 1)(m_random);
    const auto* lot = kLots.data();
    for (; number >= lot->share; ++lot)
        number -= lot->share;
    return lot->plan(whole(marker, isStream));
}

} // namespace bench
