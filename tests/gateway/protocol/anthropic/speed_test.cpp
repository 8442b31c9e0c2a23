#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

/// Minimum processor time of several runs, in milliseconds.
template <class Run> double least(Run run)
{
    double best = 1e9;
    for (int i = 0; i < 7; ++i) {
        const std::clock_t begin = std::clock();
        run();
        best = std::min(best, static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
    }
    return best;
}

Json conversationOf(std::size_t bytes)
{
    Json body = *parseJson(anthropicData("request_claude_code.json"));
    Json turns = body.at("messages");
    const std::string filler(2000, 'x');
    for (std::size_t i = 0; body.dump().size() < bytes; ++i) {
        const std::string id = "toolu_" + std::to_string(i);
        Json call = turns.at(2).at("content").at(2);
        call["id"] = id;
        call["input"]["command"] = filler;
        Json result = turns.at(3).at("content").at(0);
        result["tool_use_id"] = id;
        result["content"] = filler;
        body["messages"].push_back({{"role", "assistant"}, {"content", Json::array({call})}});
        body["messages"].push_back({{"role", "user"}, {"content", Json::array({result})}});
    }
    return body;
}

} // namespace

// Excluded by default: the result depends on the machine and the build type.
TEST_CASE("measures the cost of reading and writing Anthropic messages", "[.speed]")
{
    for (const std::size_t size : {100'000UL, 2'000'000UL}) {
        const Json body = conversationOf(size);
        const std::string text = toText(body);
        const double parse = least([&] { CHECK(parseJson(text)); });
        const double read = least([&] { CHECK(anthropicCodec().readRequest(body, {})); });
        Conversation conversation = *anthropicCodec().readRequest(body, {});
        conversation.origin = Format::OpenAiChat; // the slower path
        const double write = least([&] {
            Losses losses;
            CHECK(anthropicCodec().writeRequest(conversation, {"m"}, losses));
        });
        std::printf("%zu KB: parse %.2f, read %.2f, write %.2f ms\n", text.size() / 1000, parse, read, write);
    }
    const std::string head =
        anthropicData("stream_text.sse").substr(0, anthropicData("stream_text.sse").find("event: content_block_delta"));
    const std::string delta = "event: content_block_delta\ndata: "
                              "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                              "\"text\":\"Hello there\"}}\n\n";
    constexpr int kEvents = 10000;
    const double stream = least([&] {
        const auto decoder = anthropicCodec().makeDecoder("X");
        AnswerContext context;
        const auto encoder = anthropicCodec().makeEncoder(context);
        std::vector<AnswerEvent> events;
        std::string out;
        decoder->feed(head, events);
        for (int i = 0; i < kEvents; ++i) {
            decoder->feed(delta, events);
            for (const AnswerEvent& event : events)
                encoder->write(event, out);
            events.clear();
            out.clear();
        }
    });
    std::printf("one event decoded and encoded: %.2f us\n", stream * 1000 / kEvents);
}
